import { SecretError } from './secretError.ts';
import { readStoredPassword, type StoredPassword } from './storedPassword.ts';

/**
 * Reads `user:password` lines as htpasswd writes them; blank lines and lines that begin with # are comments.
 *
 * @returns passwords by user, at least one
 * @throws SecretError naming the line that cannot be used
 */
export function readBasicAccounts(text: string): ReadonlyMap<string, StoredPassword> {
  const accounts = new Map<string, StoredPassword>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const colon = line.indexOf(':');
    if (colon <= 0) throw failure(index, 'a user and a password as user:password are needed, got another form');
    const user = line.slice(0, colon);
    if (accounts.has(user)) throw failure(index, 'a user that no line above has is needed, got one twice');
    accounts.set(user, storedPassword(line.slice(colon + 1), index));
  });
  if (accounts.size === 0) throw new SecretError('basic authentication', 'at least one line user:password is needed, got none');
  return accounts;
}

function storedPassword(text: string, index: number): StoredPassword {
  try {
    return readStoredPassword(text);
  } catch (error) {
    throw failure(index, (error as Error).message);
  }
}

function failure(index: number, wanted: string): SecretError {
  return new SecretError(`basic authentication, line ${index + 1}`, wanted);
}
