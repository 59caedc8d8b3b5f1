import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiClient, type ApiClientOptions, createApiClient } from './apiClient.ts';
import type { CertificateAuthority } from './certificateAuthority.ts';
import { kubeconfig } from './kubeconfig.ts';

/** Identity of a client: a user with a client certificate, the owner of a token, or anonymous. */
export type Caller = { readonly user: string; readonly groups?: readonly string[] } | { readonly token: string } | 'anonymous';

/** Clients and kubeconfigs for any caller of one API server. */
export interface Callers {
  clientFor(caller: Caller): ApiClient;
  /** @returns path of the kubeconfig */
  kubeconfigFor(caller: Caller): string;
  /** Closes the connections of every client. */
  close(): void;
}

export interface CallersOptions {
  readonly url: string;
  readonly authority: CertificateAuthority;
  /** Where kubeconfigs are written. */
  readonly directory: string;
}

export function callers({ url, authority, directory }: CallersOptions): Callers {
  const clients: ApiClient[] = [];
  let kubeconfigs = 0;
  const accessOf = (caller: Caller): ApiClientOptions => {
    const access = { url, certificateAuthority: authority.certificate };
    if (caller === 'anonymous') return { ...access, credentials: {} };
    if ('token' in caller) return { ...access, credentials: caller };
    return { ...access, credentials: authority.issue({ commonName: caller.user, organizations: caller.groups ?? [] }) };
  };
  return {
    clientFor(caller) {
      const client = createApiClient(accessOf(caller));
      clients.push(client);
      return client;
    },
    kubeconfigFor(caller) {
      kubeconfigs += 1;
      const path = join(directory, `kubeconfig-${kubeconfigs}.json`);
      writeFileSync(path, kubeconfig(accessOf(caller)), { mode: 0o600 });
      return path;
    },
    close: () => {
      for (const client of clients) client.close();
    },
  };
}
