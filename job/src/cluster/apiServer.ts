import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@modelmonitor/api/plain';
import { DriftStoreError, DriftUsageError } from '../errors.ts';

/** The variables that tell a pod where its API server is. */
export interface ClusterVariables {
  readonly host: string | undefined;
  readonly port: string | undefined;
  /** Name of the Job that runs the pod. */
  readonly job?: string | undefined;
}

/** Where the API server is, and how a pod proves to it who it is. */
export interface ApiServer {
  readonly host: string;
  readonly port: number;
  /** The token and the certificate authority; read for every request, since a kubelet renews them. */
  readonly credentials: () => Promise<{ readonly token: string; readonly authorities: string }>;
}

/**
 * The API server as a pod knows it.
 *
 * @param serviceAccountDirectory holds `token` and `ca.crt`
 * @throws DriftUsageError outside a cluster
 */
export function apiServer({ host, port }: ClusterVariables, serviceAccountDirectory: string): ApiServer {
  const number = Number(port);
  if (host === undefined || host === '' || !Number.isInteger(number) || number < 1 || number > 65_535)
    throw new DriftUsageError('--configmap needs a pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set');
  return {
    // Some clusters set an IPv6 address with its brackets.
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: number,
    credentials: async () => ({
      token: (await textOf(join(serviceAccountDirectory, 'token'))).trim(),
      authorities: await textOf(join(serviceAccountDirectory, 'ca.crt')),
    }),
  };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DriftStoreError(`expected a service account for the API server, but ${path} cannot be read (${errorCode(cause)})`, { cause });
  });
}
