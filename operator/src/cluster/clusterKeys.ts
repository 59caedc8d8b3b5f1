import type { Callers } from '@modelmonitor/api';
import type { Transport } from '@modelmonitor/kube';

/** Who signs the cluster's service-account tokens, and with which keys. @throws ApiError when the API server does not say */
export async function clusterKeys({ request }: Pick<Transport, 'request'>, signal: AbortSignal): Promise<Pick<Callers, 'issuer' | 'keys'>> {
  const get = (path: string) => request({ method: 'GET', path, accept: 'application/json,application/jwk-set+json', signal });
  const [{ issuer }, { keys }] = (await Promise.all([get('/.well-known/openid-configuration'), get('/openid/v1/jwks')])) as [
    { issuer: string },
    { keys: Callers['keys'] },
  ];
  return { issuer, keys };
}
