/** Severities, ascending. */
export const logLevels = ['info', 'warn', 'error'] as const;

type LogLevel = (typeof logLevels)[number];

/** One event. */
export interface LogRecord {
  readonly time: Date;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Logs an event; messages and fields never contain values of a request or a secret. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A log record as one line for a terminal. */
export function plainLine({ time, level, message, fields }: LogRecord): string {
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${time.toISOString().slice(11, 19)} ${level === 'info' ? '' : `${level}: `}${message}${rest.join('')}\n`;
}
