import type { Middleware } from 'koa';
import { ProblemError } from '../problem.ts';
import { createTokenBucket } from './rateLimitBucket.ts';

export interface RateLimitOptions {
  /** Requests a second that pass in the long run, read for each request; undefined for any number. */
  readonly requestsPerSecond: () => number | undefined;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

/** The middleware that refuses requests beyond a rate with 429 and the seconds after which to come again. */
export function rateLimit({ requestsPerSecond, monotonicSeconds }: RateLimitOptions): Middleware {
  const bucket = createTokenBucket(monotonicSeconds);
  return (_context, next) => {
    const rate = requestsPerSecond();
    const waitSeconds = rate === undefined ? 0 : bucket.take(rate);
    if (waitSeconds === 0) return next();
    throw new ProblemError('too_many_requests', `at most ${rate} prediction requests a second are answered`, {
      headers: { 'Retry-After': `${Math.max(1, Math.ceil(waitSeconds))}` },
    });
  };
}
