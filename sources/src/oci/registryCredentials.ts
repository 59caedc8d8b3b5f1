import { ownValue } from '@modelmonitor/api/plain';
import { SourceError } from '../errors.ts';
import type { ReadSecret } from '../source.ts';

/**
 * The credentials of a registry in a Secret of the type kubernetes.io/dockerconfigjson, as `user:password` in base64.
 *
 * @returns undefined where it has none for this registry. @throws SourceError without content
 */
export async function registryCredentials(
  reference: { readonly name: string; readonly key: string } | undefined,
  { registry, readSecret }: { readonly registry: string; readonly readSecret: ReadSecret },
): Promise<string | undefined> {
  if (reference === undefined) return undefined;
  const auths = authsOf(await readSecret(reference));
  if (auths === undefined)
    throw new SourceError(`expected JSON with "auths" in Secret ${reference.name} under the key ${reference.key}, got other content`);
  const places = [registry, ...(registry === 'registry-1.docker.io' ? ['docker.io', 'index.docker.io'] : [])];
  const found = Object.entries(auths).find(([place]) => places.includes(place.replace(/^https?:\/\//, '').split('/')[0] ?? ''))?.[1];
  if (typeof found !== 'object' || found === null) return undefined;
  const { auth, username, password } = found as Readonly<Record<string, unknown>>;
  if (typeof auth === 'string' && auth !== '') return auth;
  return typeof username === 'string' && typeof password === 'string'
    ? Buffer.from(`${username}:${password}`).toString('base64')
    : undefined;
}

function authsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const auths = ownValue(JSON.parse(text) as Readonly<Record<string, unknown>>, 'auths');
    return typeof auths === 'object' && auths !== null ? (auths as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
