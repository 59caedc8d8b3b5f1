export interface SourceErrorOptions extends ErrorOptions {
  /** Whether the same request may succeed later: the network or the server failed, not the request. */
  readonly retryable?: boolean;
  /** Seconds that the server asks to wait. */
  readonly retryAfterSeconds?: number | undefined;
  /** Status of the response, where there was one. */
  readonly status?: number;
}

/** Bytes that a resource names and that cannot be had; the message names what was expected and what happened, and never shows content. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly status: number | undefined;

  constructor(message: string, { retryable = false, retryAfterSeconds, status, ...options }: SourceErrorOptions = {}) {
    super(message, options);
    this.retryable = retryable;
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = status;
  }
}
