import { createHash } from 'node:crypto';
import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { TlsMaterial } from '@modelmonitor/http';
import { UsageError } from './errors.ts';

/** What a connection and each request need. */
export interface Credential {
  /** Digest of the TLS material; while it is the same, connections are reused. */
  readonly digest: string;
  readonly tls: TlsMaterial;
  readonly headers: Readonly<Record<string, string>>;
  /** Address of an HTTP proxy, if there is one. */
  readonly proxy: string | undefined;
}

/** Address of the API server, and how to authenticate. */
export interface Credentials {
  /** Address of the API server, without a slash at its end. */
  readonly server: string;
  /** Namespace of the service account or the kubeconfig's context; undefined when neither names one. */
  readonly namespace: string | undefined;
  /** Reads certificates, files and tokens again: they change while the process runs. */
  read(): Promise<Credential>;
}

const material = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'] as const;

/**
 * Credentials from `KUBECONFIG`, else `~/.kube/config`, else the service account of the pod.
 *
 * @param file a kubeconfig to use instead
 * @throws UsageError when none of them names a cluster
 */
export function loadCredentials(file?: string): Credentials {
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
      return { digest: digestOf(tls), tls, headers, proxy: proxyUrl };
    },
  };
}

function digestOf(tls: TlsMaterial): string {
  const text = JSON.stringify(tls, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value));
  return createHash('sha256').update(text).digest('hex');
}
