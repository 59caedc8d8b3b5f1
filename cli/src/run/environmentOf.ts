import { type Environment, type LogRecord, systemEnvironment } from '@modelmonitor/predictor';
import type { CommandContext } from '../context.ts';

/** The environment of a predictor that runs inside a command. */
export function environmentOf(
  { clock, random, randomBytes, execPath }: CommandContext,
  writeLog: (record: LogRecord) => void,
): Environment {
  return systemEnvironment({
    now: () => clock.now().getTime(),
    monotonicMilliseconds: () => clock.monotonicMilliseconds(),
    random,
    randomBytes,
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    execPath,
    writeLog,
  });
}
