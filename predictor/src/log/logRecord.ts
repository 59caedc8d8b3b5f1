/** How bad it is. */
export const logLevels = ['info', 'warn', 'error'] as const;

type LogLevel = (typeof logLevels)[number];

/** One thing that happened. */
export interface LogRecord {
  readonly time: Date;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Says what happens; messages and fields never hold a request's values or a secret. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A log record as one line for a person. */
export function plainLine({ time, level, message, fields }: LogRecord): string {
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${time.toISOString().slice(11, 19)} ${level === 'info' ? '' : `${level}: `}${message}${rest.join('')}\n`;
}
