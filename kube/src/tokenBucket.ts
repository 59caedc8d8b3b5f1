import type { Clock } from './clock.ts';

/** Bounds the rate of requests. */
export interface TokenBucket {
  /** Resolves when a request may be sent, in the order of the calls; rejects when the signal aborts first. */
  take(signal?: AbortSignal): Promise<void>;
  /** Takes a token if there is one, without waiting. */
  tryTake(): boolean;
}

/**
 * A token bucket: `burst` requests at once, `perSecond` on average.
 *
 * @param clock its monotonic time counts, so that a jump of the time of day neither stops requests nor releases a flood
 */
export function createTokenBucket(clock: Clock, { perSecond, burst }: { perSecond: number; burst: number }): TokenBucket {
  let tokens = burst;
  let filledAt = clock.monotonic();
  const fill = () => {
    const now = clock.monotonic();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  return {
    async take(signal) {
      fill();
      tokens--;
      // Below zero the tokens are promised: later callers wait longer.
      if (tokens < 0) await clock.sleep((-tokens / perSecond) * 1000, signal);
      signal?.throwIfAborted();
    },
    tryTake() {
      fill();
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}
