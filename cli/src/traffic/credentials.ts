import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, UsageError } from '../errors.ts';

export interface CredentialOptions {
  readonly user: string | undefined;
  readonly passwordFile: string | undefined;
  readonly tokenFile: string | undefined;
  readonly cwd: string;
}

/**
 * The Authorization header, if the options request one. Secrets come from files, because every user of the machine can read command lines.
 *
 * @throws UsageError if the options contradict each other, InputError if a file cannot be read
 */
export async function authorization({ user, passwordFile, tokenFile, cwd }: CredentialOptions): Promise<Readonly<Record<string, string>>> {
  if (tokenFile !== undefined) {
    if (user !== undefined || passwordFile !== undefined)
      throw new UsageError('--token-file cannot be combined with --user and --password-file');
    return { authorization: `Bearer ${await secretFrom(tokenFile, cwd)}` };
  }
  if (user === undefined && passwordFile === undefined) return {};
  if (user === undefined || passwordFile === undefined) throw new UsageError('--user and --password-file must be given together');
  const password = await secretFrom(passwordFile, cwd);
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` };
}

/** First line of a file: editors add a line break, which is not part of the secret. */
async function secretFrom(path: string, cwd: string): Promise<string> {
  try {
    const secret = (await readFile(resolve(cwd, path), 'utf8')).split(/\r?\n/)[0] ?? '';
    if (secret !== '') return secret;
  } catch (cause) {
    throw new InputError(`${path} could not be read: ${(cause as Error).message}`, { cause });
  }
  throw new InputError(`${path}: expected a secret on the first line, got an empty line`);
}
