import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelMonitor, mountPath } from '@modelmonitor/api';
import type { Middleware } from 'koa';
import { createAuthenticator } from '../http/auth/createAuthenticator.ts';
import { openToAll } from './predictionService.ts';

/** Text of a Secret's key; rejects with the problem, never with content. */
export type ReadSecret = (reference: { readonly name: string; readonly key: string }) => Promise<string>;

/** Reads secrets from a configuration directory. */
export function secretReader(configDirectory: string): ReadSecret {
  return async ({ name, key }) =>
    readFile(join(configDirectory, mountPath('Secret', name, key)), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new Error(`Secret ${name} with the key ${key} cannot be read (${cause.code})`, { cause });
    });
}

/** The authenticator for a resource. */
export async function authenticatorFor(
  { spec: { serving } }: ModelMonitor,
  deps: { readSecret: ReadSecret; randomBytes: (count: number) => Buffer },
): Promise<Middleware> {
  const { basic, bearer } = serving.auth ?? {};
  if (basic === undefined && bearer === undefined) return openToAll;
  const secrets = {
    ...(basic === undefined ? {} : { basic: await deps.readSecret(basic.secretRef) }),
    ...(bearer === undefined ? {} : { bearer: await deps.readSecret(bearer.secretRef) }),
  };
  return createAuthenticator(secrets, { randomBytes: deps.randomBytes });
}
