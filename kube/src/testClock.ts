import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A clock that a test advances. */
export interface TestClock extends Clock {
  /** Lets time pass; everything that waited for it happens at its time. */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass in which nothing happens, as while a process is suspended. */
  stall(milliseconds: number): void;
  /** Sets the time of day back or forth; waits are not affected. */
  jump(milliseconds: number): void;
}

export function testClock(): TestClock {
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let monotonic = 0;
  let timeOfDay = Date.UTC(2026, 0, 1);
  const goTo = (at: number) => {
    timeOfDay += at - monotonic;
    monotonic = at;
  };
  return {
    now: () => timeOfDay,
    monotonic: () => monotonic,
    sleep(milliseconds, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (signal?.aborted === true) return Promise.resolve();
      const sleeper = {
        at: monotonic + milliseconds,
        wake() {
          sleepers.delete(sleeper);
          resolve();
        },
      };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      return promise;
    },
    async advance(milliseconds) {
      const end = monotonic + milliseconds;
      for (;;) {
        await settle();
        const [first] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (first === undefined) break;
        goTo(Math.max(monotonic, first.at));
        first.wake();
      }
      goTo(end);
    },
    stall: (milliseconds) => goTo(monotonic + milliseconds),
    jump(by) {
      timeOfDay += by;
    },
  };
}

/** Lets everything run that can, until it waits. */
async function settle(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
