import type { Clock } from './clock.ts';

/** Called again and again during long work; returns a promise where others are to have a turn first. */
export type Rest = () => Promise<void> | undefined;

/** Longest time without a rest, in milliseconds. */
const sliceMilliseconds = 3;

/**
 * Lets the event loop turn every few milliseconds. Pieces of work that share one continue one after another, each in a turn of the loop of its
 * own: sixteen that were resumed by the same turn would hold it up sixteen times as long.
 */
export function createRest(clock: Pick<Clock, 'monotonic' | 'sleep'>): Rest {
  let since = clock.monotonic();
  let last = Promise.resolve();
  return () => {
    if (clock.monotonic() - since < sliceMilliseconds) return undefined;
    last = last
      .then(() => clock.sleep(0))
      .then(() => {
        since = clock.monotonic();
      });
    return last;
  };
}
