import { DatabaseError, type DatabaseErrorKind } from '../errors.ts';

/** Kinds by SQLSTATE, or by its class of two characters. */
const kinds: Readonly<Record<string, DatabaseErrorKind>> = {
  '08': 'unavailable',
  '53': 'unavailable',
  '57': 'unavailable',
  '58': 'unavailable',
  XX: 'unavailable',
  '25006': 'unavailable', // read-only: a standby
  '40': 'conflict',
  '55P03': 'conflict', // lock_timeout
  '22': 'value',
  '23': 'value',
  '28': 'denied',
  '42501': 'denied',
  '3D000': 'missing',
  '3F000': 'missing',
  '42P01': 'missing',
  '42703': 'missing',
  '42883': 'missing',
};

/** Codes of Node for connections that cannot be had or were lost. */
const isSystemCode = (code: string) => /^E[A-Z_]+$/.test(code) && code.length > 5;

/** An error of `pg` with its kind. The message begins with the server and has nothing that was sent. */
export function postgresError(cause: unknown, server: string): DatabaseError {
  const { message = String(cause), code, severity } = cause as { message?: string; code?: string; severity?: string };
  if (severity !== undefined && code !== undefined) {
    const kind = kinds[code] ?? kinds[code.slice(0, 2)] ?? 'failed';
    return new DatabaseError(`${server}: ${message} (${code})`, { kind, code, cause });
  }
  const isTls = code !== undefined && /CERT|SSL|TLS|SELF_SIGNED|VERIFY/.test(code);
  if (isTls || /SSL connection/.test(message))
    return new DatabaseError(`${server}: no TLS connection: ${message}`, { kind: 'unavailable', code, cause });
  if (/SASL|password must be a string/.test(message)) {
    return new DatabaseError(`${server}: the server expects a password, got none or one that it does not accept`, {
      kind: 'denied',
      code: '28P01',
    });
  }
  const isLost =
    (code !== undefined && isSystemCode(code)) ||
    /^Connection (terminated|ended)|^Client (was closed|has encountered)|timeout/.test(message);
  return new DatabaseError(`${server}: ${message}`, { kind: isLost ? 'unavailable' : 'failed', code, cause });
}
