import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/**
 * Calls a function again and again until its result is neither undefined, null, false nor an error.
 *
 * @throws Error with the name of the result, and the last error, after some seconds (20 when absent)
 */
export async function eventually<Result>(
  what: string,
  call: () => Promise<Result | undefined | null | false> | Result | undefined | null | false,
  { seconds = 20, everyMilliseconds = 50 }: { seconds?: number; everyMilliseconds?: number } = {},
): Promise<Result> {
  const end = performance.now() + seconds * 1000;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const result = await call();
      if (result !== undefined && result !== null && result !== false) return result;
    } catch (error) {
      last = error;
    }
    await sleep(everyMilliseconds);
  }
  throw new Error(`expected ${what} within ${seconds} s, got none`, { cause: last });
}

/**
 * Reads a value again and again until it no longer changes between two readings.
 *
 * @returns the value
 */
export async function eventuallySteady<Value>(
  what: string,
  read: () => Promise<Value> | Value,
  { everyMilliseconds, seconds = 20 }: { everyMilliseconds: number; seconds?: number },
): Promise<Value> {
  let last: { readonly value: Value } | undefined;
  return (
    await eventually(
      what,
      async () => {
        const [before, now] = [last, { value: await read() }];
        last = now;
        return isDeepStrictEqual(before, now) && now;
      },
      { everyMilliseconds, seconds },
    )
  ).value;
}
