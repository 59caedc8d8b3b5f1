import { optional, repeatable } from '../commands/option.ts';
import { text } from '../commands/textReaders.ts';
import { headerOption } from './addressOption.ts';
import { authorization } from './credentials.ts';

/** Options of every command that sends requests: headers and credentials. */
export const headerOptions = {
  header: repeatable(headerOption, { value: 'NAME:VALUE', help: 'header of every request' }),
  user: optional(text, { value: 'NAME', help: 'user name for basic authentication' }),
  'password-file': optional(text, { value: 'FILE', help: 'file with the password of --user' }),
  'token-file': optional(text, { value: 'FILE', help: 'file with a bearer token' }),
};

/** Values of these options. */
export interface HeaderValues {
  readonly header: readonly (readonly [string, string])[];
  readonly user: string | undefined;
  readonly 'password-file': string | undefined;
  readonly 'token-file': string | undefined;
}

/**
 * Headers of every request.
 *
 * @throws UsageError or InputError, as `authorization`
 */
export async function requestHeaders(values: HeaderValues, cwd: string): Promise<Readonly<Record<string, string>>> {
  const { header, user, 'password-file': passwordFile, 'token-file': tokenFile } = values;
  return { ...Object.fromEntries(header), ...(await authorization({ user, passwordFile, tokenFile, cwd })) };
}
