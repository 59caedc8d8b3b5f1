/** What an answer of the API server, or the lack of one, means for the one who asked. */
export type ApiErrorKind =
  /** No answer: refused, reset, timed out. */
  | 'unreachable'
  /** 429. */
  | 'throttled'
  /** 5xx. */
  | 'server'
  /** 409: somebody else was faster, or owns a field. */
  | 'conflict'
  /** 404. */
  | 'notFound'
  /** 410: the resource version is too old to go on from. */
  | 'gone'
  /** 401 and 403. */
  | 'forbidden'
  /** 400, 422 and their like: asking again changes nothing. */
  | 'refused';

export interface ApiErrorOptions extends ErrorOptions {
  readonly kind: ApiErrorKind;
  readonly status?: number;
  /** Seconds the server asks to wait. */
  readonly retryAfterSeconds?: number;
}

/** A request that the API server did not fulfil; the message is the server's own where it gave one. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { kind, status, retryAfterSeconds, ...options }: ApiErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The command line or environment cannot be followed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The kind of an API error; undefined for any other error. */
export function kindOf(error: unknown): ApiErrorKind | undefined {
  return error instanceof ApiError ? error.kind : undefined;
}
