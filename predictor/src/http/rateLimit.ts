import type { Middleware } from 'koa';
import { ProblemError } from '../problem.ts';

export interface RateLimitOptions {
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
    throw new ProblemError('too_many_requests', `at most ${rate} prediction requests per second are answered`, {
      headers: { 'Retry-After': `${Math.max(1, Math.ceil(waitSeconds))}` },
    });
  };
}

/** A bucket that fills with tokens at a rate and gives one for each request. */
export interface TokenBucket {
  /**
   * Takes a token.
   *
   * @param ratePerSecond tokens that come in each second; the bucket holds those of one second, at least one
   * @returns 0, or the seconds until there is a token when there is none now
   */
  take(ratePerSecond: number): number;
}

/** Share of a token that rounding may cost. */
const tolerance = 1e-9;

/** A full token bucket. */
export function createTokenBucket(monotonicSeconds: () => number): TokenBucket {
  let tokens = Number.POSITIVE_INFINITY;
  let last = monotonicSeconds();
  return {
    take(ratePerSecond) {
      const now = monotonicSeconds();
      tokens = Math.min(Math.max(1, ratePerSecond), tokens + (now - last) * ratePerSecond);
      last = now;
      if (tokens < 1 - tolerance) return (1 - tokens) / ratePerSecond;
      tokens -= 1;
      return 0;
    },
  };
}
