import { ProblemError } from '../../problem.ts';

/** Runs expensive work one at a time, in order of arrival. */
export type VerificationQueue = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Compares password hashes one at a time: a flood of guesses takes at most one core, and no memory.
 *
 * @param mostWaiting most work that waits; more is refused with 429
 */
export function createVerificationQueue(mostWaiting: number): VerificationQueue {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting > mostWaiting) {
      throw new ProblemError('too_many_requests', 'too many credentials are waiting to be verified', { headers: { 'Retry-After': '1' } });
    }
    waiting++;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting--;
    }
  };
}
