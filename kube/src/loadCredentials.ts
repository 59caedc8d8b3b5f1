import { existsSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import { type Credentials, tlsDigest } from './credentials.ts';
import { UsageError } from './errors.ts';
import { type PodPlace, podCredentials } from './podCredentials.ts';

const material = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'] as const;

/**
 * Credentials from `KUBECONFIG`, else `~/.kube/config`, else the service account of the pod.
 *
 * @param file a kubeconfig to use instead
 * @param pod where the variables and files of a pod are
 * @throws UsageError when none of them names a cluster
 */
export async function loadCredentials(file: string | undefined, pod?: PodPlace): Promise<Credentials> {
  const { KUBECONFIG: files = '', HOME: home } = pod?.env ?? {};
  const hasKubeconfig = file !== undefined || files !== '' || (home !== undefined && existsSync(join(home, '.kube', 'config')));
  return (hasKubeconfig || pod === undefined ? undefined : podCredentials(pod)) ?? kubeconfigCredentials(file);
}

async function kubeconfigCredentials(file: string | undefined): Promise<Credentials> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    if (file === undefined) config.loadFromDefault();
    else config.loadFromFile(file);
  } catch (cause) {
    throw new UsageError(`expected a kubeconfig, and ${file ?? 'the default one'} cannot be read: ${(cause as Error).message}`, { cause });
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null)
    throw new UsageError(`expected a cluster in the kubeconfig's context ${JSON.stringify(config.getCurrentContext())}, found none`);
  const { proxyUrl } = cluster;
  if (proxyUrl?.startsWith('socks')) throw new UsageError(`expected an HTTP proxy, got ${proxyUrl}`);
  return {
    server: cluster.server.replace(/\/+$/, ''),
    namespace: config.getContextObject(config.getCurrentContext())?.namespace?.trim() || undefined,
    async read() {
      const options: RequestOptions = { headers: {} };
      await config.applyToHTTPSOptions(options);
      const tls = Object.fromEntries(material.flatMap((name) => (options[name] == null ? [] : [[name, options[name]]])));
      const basic = options.auth == null ? {} : { Authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` };
      const headers = { ...basic, ...(options.headers as Record<string, string>) };
      return { digest: tlsDigest(tls), tls, headers, proxy: proxyUrl };
    },
  };
}
