import { errorText } from '@modelmonitor/api/plain';
import type { Environment } from './environment.ts';
import { createBodyBudget } from './http/bodyBudget.ts';
import type { LogRecord } from './log/logRecord.ts';

/** What an entry point passes on: clock, timer, randomness, process. */
export interface SystemSources {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly monotonicMilliseconds: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly randomBytes: (count: number) => Buffer;
  /** Resolves after this number of milliseconds, or immediately when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Resolves when everything that waits has run; `sleep` for no time when absent. */
  readonly turn?: () => Promise<void>;
  readonly execPath: string;
  readonly writeLog: (record: LogRecord) => void;
}

/** The environment of a real process. */
export function systemEnvironment({
  now,
  monotonicMilliseconds,
  random,
  randomBytes,
  sleep,
  turn = () => sleep(0),
  execPath,
  writeLog,
}: SystemSources): Environment {
  return {
    now,
    monotonicSeconds: () => monotonicMilliseconds() / 1000,
    random,
    sleep,
    randomBytes,
    turn,
    execPath,
    writeLog,
    bodies: createBodyBudget(),
    every(milliseconds, task) {
      const controller = new AbortController();
      const fail = (error: unknown) =>
        writeLog({
          time: new Date(now()),
          level: 'error',
          message: 'a regular task failed; it is run again',
          fields: { reason: errorText(error) },
        });
      const attempt = () => task().catch(fail);
      void repeat(attempt, () => sleep(milliseconds, controller.signal), controller.signal);
      return { stop: () => controller.abort() };
    },
    later: (task) => void sleep(0).then(task),
  };
}

async function repeat(task: () => Promise<void>, pause: () => Promise<void>, signal: AbortSignal): Promise<void> {
  await pause();
  while (!signal.aborted) {
    await task();
    await pause();
  }
}
