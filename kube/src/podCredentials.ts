import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { type Credentials, tlsDigest } from './credentials.ts';

/** Where the kubelet puts what a pod needs to reach the API server. */
export interface PodPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the service account. */
  readonly folder: string;
}

/**
 * Credentials of the service account of a pod, as every client library reads them; undefined outside of a pod. `KubeConfig` reads them, too,
 * and holds all types and clients of Kubernetes in memory for that: seventy MiB.
 */
export function podCredentials({ env, folder }: PodPlace): Credentials | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  const file = (name: string) => join(folder, name);
  if (host === undefined || port === undefined || !existsSync(file('token'))) return undefined;
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    namespace: existsSync(file('namespace')) ? readFileSync(file('namespace'), 'utf8').trim() || undefined : undefined,
    async read() {
      const [ca, token] = await Promise.all([readFile(file('ca.crt')), readFile(file('token'), 'utf8')]);
      return { digest: tlsDigest({ ca }), tls: { ca }, headers: { Authorization: `Bearer ${token.trim()}` }, proxy: undefined };
    },
  };
}
