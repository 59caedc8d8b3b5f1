import type { ApiClient } from './apiClient.ts';
import type { ControlPlaneKeys } from './controlPlaneKeys.ts';
import { freePort } from './freePort.ts';
import type { ProcessGroup } from './processGroup.ts';
import { whenReady } from './whenReady.ts';

export interface ControllerManagerOptions {
  readonly command: string;
  readonly keys: ControlPlaneKeys;
  /** Of the user system:kube-controller-manager. */
  readonly kubeconfigPath: string;
  readonly client: ApiClient;
}

/** Starts the controllers of Kubernetes (garbage collection, Deployments, CronJobs, Jobs …), and waits for the first result of one of them. */
export async function startControllerManager(group: ProcessGroup, options: ControllerManagerOptions): Promise<void> {
  const { command, keys, kubeconfigPath, client } = options;
  const manager = await group.start('kube-controller-manager', command, [
    `--kubeconfig=${kubeconfigPath}`,
    `--authentication-kubeconfig=${kubeconfigPath}`,
    `--authorization-kubeconfig=${kubeconfigPath}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${await freePort()}`,
    '--cert-dir=controller-manager-certificates',
    `--service-account-private-key-file=${keys.paths.accountKey}`,
    `--root-ca-file=${keys.paths.authority}`,
    '--use-service-account-credentials=true',
    '--leader-elect=false',
    '--kube-api-qps=500',
    '--kube-api-burst=1000',
    '--profiling=false',
  ]);
  const account = '/api/v1/namespaces/default/serviceaccounts/default';
  await whenReady('kube-controller-manager', manager, async () => (await client.get(account)).status === 200);
}
