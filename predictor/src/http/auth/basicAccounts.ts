import { bcryptPassword } from './bcryptPassword.ts';
import { bcryptThread, type CompareBcrypt } from './bcryptThread.ts';
import { scryptPassword } from './scryptPassword.ts';
import { SecretError } from './secretError.ts';
import { plainPassword, type StoredPassword } from './storedPassword.ts';

/**
 * Reads `user:password` lines as htpasswd writes them; blank lines and lines that begin with # are comments.
 *
 * @returns passwords by user, at least one
 * @throws SecretError naming the line that cannot be used
 */
export function readBasicAccounts(text: string): ReadonlyMap<string, StoredPassword> {
  const accounts = new Map<string, StoredPassword>();
  const compare = bcryptThread();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const colon = line.indexOf(':');
    if (colon <= 0) throw lineError(index, 'expected user:password, got another form');
    const user = line.slice(0, colon);
    if (accounts.has(user)) throw lineError(index, 'expected a user that no earlier line has, got one twice');
    accounts.set(user, passwordOf(line.slice(colon + 1), index, compare));
  });
  if (accounts.size === 0) throw new SecretError('basic authentication', 'expected at least one line user:password, got none');
  return accounts;
}

function passwordOf(text: string, index: number, compare: CompareBcrypt): StoredPassword {
  try {
    return readPassword(text, compare);
  } catch (error) {
    throw lineError(index, (error as Error).message);
  }
}

/**
 * Reads a password of a Secret: bcrypt (`$2a$`, `$2b$`, `$2y$`), scrypt as a PHC string, or plain.
 *
 * @throws RangeError with the expected form, without any part of the received one
 */
function readPassword(text: string, compare: CompareBcrypt): StoredPassword {
  if (text === '') throw new RangeError('expected a password after the colon, got none');
  if (/^\$2[a-z]?\$/.test(text)) return bcryptPassword(text, compare);
  if (text.startsWith('$scrypt$')) return scryptPassword(text);
  if (/^(\$[\w-]+\$|\{[\w-]+\})/.test(text)) {
    throw new RangeError('expected a plain password, a bcrypt hash ($2y$) or a scrypt hash ($scrypt$), got another scheme');
  }
  return plainPassword(text);
}

function lineError(index: number, problem: string): SecretError {
  return new SecretError(`basic authentication, line ${index + 1}`, problem);
}
