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
 * The Authorization header, if one was asked for. Secrets come from files: what stands in a command line, everyone on the machine can read.
 *
 * @throws UsageError when the options contradict each other, InputError when a file cannot be read
 */
export async function authorization({ user, passwordFile, tokenFile, cwd }: CredentialOptions): Promise<Readonly<Record<string, string>>> {
  if (tokenFile !== undefined) {
    if (user !== undefined || passwordFile !== undefined)
      throw new UsageError('--token-file stands for --user and --password-file; give one or the other');
    return { authorization: `Bearer ${await secretFrom(tokenFile, cwd)}` };
  }
  if (user === undefined && passwordFile === undefined) return {};
  if (user === undefined || passwordFile === undefined)
    throw new UsageError('--user and --password-file go together; one of them is missing');
  const password = await secretFrom(passwordFile, cwd);
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` };
}

/** First line of a file: editors end it with a line break that is no part of the secret. */
async function secretFrom(path: string, cwd: string): Promise<string> {
  try {
    const secret = (await readFile(resolve(cwd, path), 'utf8')).split(/\r?\n/)[0] ?? '';
    if (secret !== '') return secret;
  } catch (cause) {
    throw new InputError(`${path} could not be read: ${(cause as Error).message}`, { cause });
  }
  throw new InputError(`${path} needs a secret on its first line, got an empty one`);
}
