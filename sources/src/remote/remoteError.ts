interface RemoteErrorOptions extends ErrorOptions {
  /**
   * `unavailable`: the server does not answer, or has too many calls; `refused`: it refuses the rows; `failed`: it failed, or its answer is not
   * one to these rows.
   */
  readonly kind: 'unavailable' | 'refused' | 'failed';
  readonly retryAfterSeconds?: number;
}

/** A call to a remote model without predictions. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly kind: RemoteErrorOptions['kind'];
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { kind, retryAfterSeconds, ...options }: RemoteErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
