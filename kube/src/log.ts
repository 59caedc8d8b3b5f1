/** Writes a log entry; messages and fields never hold a token, a secret or a whole object. */
export type Log = (level: 'debug' | 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void;
