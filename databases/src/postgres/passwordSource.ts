import { readFile, stat } from 'node:fs/promises';
import { DatabaseAddressError } from '../errors.ts';
import type { PostgresAddress } from './postgresAddress.ts';

export interface PasswordPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** File whose first line is the password. */
  readonly credentialsFile?: string | undefined;
}

/**
 * The password of a connection: from the file of credentials, the URL, PGPASSWORD or the file of PGPASSFILE, the first that has one. It is
 * looked up at each connect, so that a rotated password needs no restart.
 *
 * @throws DatabaseAddressError when a file cannot be read, or that of PGPASSFILE is readable by others
 */
export async function passwordFrom(
  address: PostgresAddress,
  { environment, credentialsFile }: PasswordPlaces,
): Promise<string | undefined> {
  if (credentialsFile !== undefined) return passwordInFile(credentialsFile);
  const given = address.password() ?? environment['PGPASSWORD'];
  if (given) return given;
  const file = environment['PGPASSFILE'];
  if (!file) return undefined;
  const text = await readText(file);
  if (((await stat(file)).mode & 0o077) !== 0)
    throw new DatabaseAddressError(`${file}: expected a password file that only its owner can read (chmod 600), as psql does`);
  return passwordInPassFile(text, address);
}

/**
 * The first line of a file.
 *
 * @throws DatabaseAddressError when the file cannot be read or its first line is empty
 */
export async function passwordInFile(path: string): Promise<string> {
  const [password = ''] = (await readText(path)).split(/\r?\n/);
  if (password === '') throw new DatabaseAddressError(`${path}: expected a password on the first line, got an empty line`);
  return password;
}

/**
 * The password in the text of a password file: lines of `host:port:database:user:password`, where `*` stands for any value and a backslash
 * precedes a colon or a backslash of a value. The first line that fits counts.
 */
export function passwordInPassFile(text: string, { host, port, database, user }: PostgresAddress): string | undefined {
  const key = [host.startsWith('/') ? 'localhost' : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = (line.match(/(?:\\.|[^:\\])*(?::|$)/g) ?? []).map((field) => field.replace(/:$/, '').replace(/\\(.)/g, '$1'));
    const isMatch = key.every((value, index) => fields[index] === '*' || fields[index] === value);
    // Colons of the password need no backslash.
    if (isMatch && fields.length > 4) return fields.slice(4, fields[fields.length - 1] === '' ? -1 : undefined).join(':');
  }
  return undefined;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new DatabaseAddressError(`${path}: expected a file with a password: ${(cause as Error).message}`, { cause });
  }
}
