/** What a response of the API server, or the lack of one, means for the caller. */
export type ApiErrorKind =
  /** No response: refused, reset, timed out. */
  | 'unreachable'
  /** 429. */
  | 'throttled'
  /** 5xx. */
  | 'server'
  /** 409: another client was faster, or owns a field. */
  | 'conflict'
  /** 404. */
  | 'notFound'
  /** 410: the resource version is too old to continue from. */
  | 'gone'
  /** 401 and 403. */
  | 'forbidden'
  /** 403 for an object of a namespace that is being deleted. */
  | 'terminating'
  /** 400, 422 and the like: a retry changes nothing. */
  | 'refused';

export interface ApiErrorOptions extends ErrorOptions {
  readonly kind: ApiErrorKind;
  readonly status?: number;
  /** Seconds to wait, from the server's Retry-After. */
  readonly retryAfterSeconds?: number;
}

/** A request that failed; the message is the server's own if it sent one. */
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

/** The command line or environment is invalid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The kind of an API error; undefined for any other error. */
export function kindOf(error: unknown): ApiErrorKind | undefined {
  return error instanceof ApiError ? error.kind : undefined;
}

/** Whether the API server refuses a request that it understood, as for a quota, a policy or a missing right: a retry alone changes nothing. */
export function isRefusal(error: unknown): boolean {
  const kind = kindOf(error);
  return kind === 'refused' || kind === 'forbidden';
}

/** For `catch`: an object that does not exist is undefined, and every other error is thrown on. */
export function ignoreMissing(error: unknown): undefined {
  if (kindOf(error) !== 'notFound') throw error;
}
