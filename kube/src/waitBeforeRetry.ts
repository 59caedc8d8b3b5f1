import { backoff } from './backoff.ts';
import { ApiError } from './errors.ts';

/** What decides whether a request is sent again. */
export interface Repeated {
  /** Whether it may be sent again when its response was lost. */
  readonly repeatable: boolean;
  /** How often it was sent. */
  readonly tries: number;
  /** A number in [0, 1). */
  readonly random: number;
}

/** Tries of one request; after the last, the caller retries later. */
const mostTries = 4;

const pause = { firstMilliseconds: 100, mostMilliseconds: 2000 };

/** Longest `Retry-After` that is honoured here, in seconds; for a longer one the caller decides. */
const longestRetryAfter = 10;

/**
 * Milliseconds to wait before a failed request is sent again; undefined when it should not be.
 */
export function waitBeforeRetry(error: unknown, { repeatable, tries, random }: Repeated): number | undefined {
  if (!(error instanceof ApiError) || tries >= mostTries) return undefined;
  const { kind, status, retryAfterSeconds } = error;
  if ((retryAfterSeconds ?? 0) > longestRetryAfter) return undefined;
  // Credentials may have been replaced a moment ago; they are read again.
  if (status === 401) return tries === 1 ? 0 : undefined;
  const wait = retryAfterSeconds === undefined ? backoff(pause, tries, random) : retryAfterSeconds * 1000 * (1 + random / 4);
  // A throttled request was not processed, whatever it was.
  if (kind === 'throttled') return wait;
  return repeatable && (kind === 'unreachable' || kind === 'server') ? wait : undefined;
}
