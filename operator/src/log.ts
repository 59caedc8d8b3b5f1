import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** Says what happens; messages and fields never hold a token, a secret or a whole object. */
export type Log = (level: 'debug' | 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void;

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
