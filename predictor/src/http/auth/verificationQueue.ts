import { ProblemError } from '../../problem.ts';

/** Runs costly work one at a time, in the order it came. */
export type VerificationQueue = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets password hashes be compared one at a time: a flood of guesses takes one core at most, and no memory.
 *
 * @param mostWaiting work that may wait; what comes beyond it is refused with 429
 */
export function createVerificationQueue(mostWaiting: number): VerificationQueue {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting > mostWaiting) {
      throw new ProblemError('too_many_requests', 'too many credentials wait to be checked', { headers: { 'Retry-After': '1' } });
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
