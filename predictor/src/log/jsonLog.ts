import { type DestinationStream, pino } from 'pino';
import type { LogRecord } from './logRecord.ts';

/** Writes log records as JSON lines: level, time, message, and the fields as further members. */
export function createJsonLog(destination: DestinationStream): (record: LogRecord) => void {
  const logger = pino({ base: null, messageKey: 'message', timestamp: false, formatters: { level: (level) => ({ level }) } }, destination);
  return ({ time, level, message, fields }) => logger[level]({ time: time.toISOString(), ...fields }, message);
}
