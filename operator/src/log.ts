import type { Log } from '@modelmonitor/kube';
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** A log of JSON lines. */
export function createLog(level: Parameters<Log>[0], destination: DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return (at, message, fields = {}) => logger[at](fields, message);
}
