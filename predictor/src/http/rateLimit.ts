import type { Middleware } from 'koa';
import { ProblemError } from '../problem.ts';

interface RateLimitOptions {
  /** Requests per second that pass in the long run, read for each request; undefined for no limit. */
  readonly requestsPerSecond: () => number | undefined;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

/** The middleware that refuses requests beyond a rate with 429 and the seconds after which to retry. */
export function rateLimit({ requestsPerSecond, monotonicSeconds }: RateLimitOptions): Middleware {
  const bucket = createTokenBucket(monotonicSeconds);
  return (_context, next) => {
    const rate = requestsPerSecond();
    const waitSeconds = rate === undefined ? 0 : bucket.take(rate);
    if (waitSeconds === 0) return next();
    throw tooMany(`at most ${rate} prediction requests per second are answered`, waitSeconds);
  };
}

/** @throws ProblemError (429) where so many rows are more than may be predicted now */
export type LimitRows = (rows: number) => void;

export interface RowLimitOptions {
  /** Rows per second that pass in the long run, read for each request; undefined for no limit. */
  readonly rowsPerSecond: () => number | undefined;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

/** The limit of rows, beside that of requests: a batch counts each of its rows. */
export function rowLimit({ rowsPerSecond, monotonicSeconds }: RowLimitOptions): LimitRows {
  const bucket = createTokenBucket(monotonicSeconds);
  return (rows) => {
    const rate = rowsPerSecond();
    const waitSeconds = rate === undefined ? 0 : bucket.take(rate, rows);
    if (waitSeconds > 0) throw tooMany(`at most ${rate} rows per second are predicted`, waitSeconds);
  };
}

function tooMany(detail: string, waitSeconds: number): ProblemError {
  return new ProblemError('too_many_requests', detail, { headers: { 'Retry-After': `${Math.max(1, Math.ceil(waitSeconds))}` } });
}

/** A bucket that fills with tokens at a rate. */
interface TokenBucket {
  /**
   * Takes tokens. More than the bucket holds are taken when it is full, and are owed until as many are added: so none has to wait for ever.
   *
   * @param ratePerSecond tokens added per second; the bucket holds those of one second, at least one
   * @param amount tokens to take; one when absent
   * @returns 0, or without enough tokens the seconds until there are
   */
  take(ratePerSecond: number, amount?: number): number;
}

/** Share of a token that rounding may lose. */
const tolerance = 1e-9;

/** A full token bucket. */
export function createTokenBucket(monotonicSeconds: () => number): TokenBucket {
  let tokens = Number.POSITIVE_INFINITY;
  let last = monotonicSeconds();
  return {
    take(ratePerSecond, amount = 1) {
      const now = monotonicSeconds();
      const most = Math.max(1, ratePerSecond);
      tokens = Math.min(most, tokens + (now - last) * ratePerSecond);
      last = now;
      const needed = Math.min(amount, most);
      if (tokens < needed * (1 - tolerance)) return (needed - tokens) / ratePerSecond;
      tokens -= amount;
      return 0;
    },
  };
}
