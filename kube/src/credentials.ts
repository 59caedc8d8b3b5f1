import { createHash } from 'node:crypto';
import type { TlsMaterial } from '@modelmonitor/http';

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

/** Digest of TLS material; while it is the same, connections are reused. */
export function tlsDigest(tls: TlsMaterial): string {
  const text = JSON.stringify(tls, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value));
  return createHash('sha256').update(text).digest('hex');
}
