import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer that is neither undefined, null, false nor an error.
 *
 * @throws Error with what was waited for, and the last error, after some seconds (20 when not said)
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined | null | false> | Answer | undefined | null | false,
  { seconds = 20, everyMilliseconds = 50 }: { seconds?: number; everyMilliseconds?: number } = {},
): Promise<Answer> {
  const end = performance.now() + seconds * 1000;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await sleep(everyMilliseconds);
  }
  throw new Error(`${what} did not come in ${seconds} s`, { cause: last });
}
