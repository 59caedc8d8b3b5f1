import type { ApiClient } from './apiClient.ts';
import { apiServer } from './apiServer.ts';
import { type Caller, callers } from './callers.ts';
import type { ControlPlaneBinaries } from './controlPlaneBinaries.ts';
import { controlPlaneKeys } from './controlPlaneKeys.ts';
import { freePort } from './freePort.ts';
import { type Kubectl, kubectlFor } from './kubectl.ts';
import { createProcessGroup, type ProcessGroup } from './processGroup.ts';
import { startControllerManager } from './startControllerManager.ts';
import { startEtcd } from './startEtcd.ts';
import { PortTaken } from './whenReady.ts';

export interface ControlPlaneOptions {
  readonly binaries: ControlPlaneBinaries;
  /**
   * Whether Kubernetes' own controllers run too. Without them objects are only stored: nothing is garbage-collected, no service account is
   * created, and the aggregated roles (view, edit, admin) are empty.
   */
  readonly controllerManager?: boolean;
  /** Runs before the controllers start: the garbage collector discovers new kinds only every half minute. */
  readonly prepare?: (plane: ControlPlane) => Promise<void>;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A real control plane of Kubernetes without any node, for a test. */
export interface ControlPlane {
  readonly url: string;
  /** PEM of the certificate that signs the API server's. */
  readonly certificateAuthority: string;
  readonly etcdUrl: string;
  /** Of an administrator with all permissions, as are `client` and `kubectl`. */
  readonly kubeconfigPath: string;
  readonly client: ApiClient;
  readonly kubectl: Kubectl;
  /** A client of another user; it is closed with the control plane. */
  clientFor(caller: Caller): ApiClient;
  /** Path of a kubeconfig of another user. */
  kubeconfigFor(caller: Caller): string;
  /** Kills the API server, as a crash does; `startApiServer` starts it again on the same port. */
  stopApiServer(): Promise<void>;
  startApiServer(): Promise<void>;
  /** Suspends the API server: connections stay open without responses. */
  pauseApiServer(): void;
  resumeApiServer(): void;
  /** Ends every process and removes every file. */
  stop(): Promise<void>;
}

/**
 * Starts etcd and kube-apiserver (authorization by RBAC, admission as by default, service account tokens) on free ports of the loopback
 * interface and, when requested, kube-controller-manager.
 *
 * @throws Error with the end of the log of the part that did not start; all others are stopped
 */
export async function startControlPlane({ environment = process.env, ...options }: ControlPlaneOptions): Promise<ControlPlane> {
  for (let attempt = 1; ; attempt++) {
    const group = createProcessGroup(environment);
    try {
      return await startIn(group, options);
    } catch (error) {
      await group.end();
      // Another process may take a port between the search for a free one and the start.
      if (!(error instanceof PortTaken) || attempt === 3) throw error;
    }
  }
}

async function startIn(group: ProcessGroup, { binaries, controllerManager = false, prepare }: ControlPlaneOptions): Promise<ControlPlane> {
  const [keys, port, etcdUrl] = await Promise.all([controlPlaneKeys(group.directory), freePort(), startEtcd(binaries.etcd, group)]);
  const url = `https://127.0.0.1:${port}`;
  const { clientFor, kubeconfigFor, close } = callers({ url, authority: keys.authority, directory: group.directory });
  const administrator = { user: 'administrator', groups: ['system:masters'] };
  const client = clientFor(administrator);
  const kubeconfigPath = kubeconfigFor(administrator);
  const server = apiServer(group, {
    command: binaries['kube-apiserver'],
    keys,
    etcdUrl,
    port,
    serviceAccounts: controllerManager,
    isReady: async () => (await client.get('/readyz')).status === 200,
  });
  await server.start();
  const plane: ControlPlane = {
    url,
    certificateAuthority: keys.authority.certificate,
    etcdUrl,
    kubeconfigPath,
    client,
    kubectl: kubectlFor({ command: binaries.kubectl, kubeconfigPath, ...group }),
    clientFor,
    kubeconfigFor,
    stopApiServer: server.stop,
    startApiServer: server.start,
    pauseApiServer: server.pause,
    resumeApiServer: server.resume,
    async stop() {
      close();
      await group.end();
    },
  };
  await prepare?.(plane);
  if (controllerManager) {
    const manager = {
      command: binaries['kube-controller-manager'],
      kubeconfigPath: kubeconfigFor({ user: 'system:kube-controller-manager' }),
    };
    await startControllerManager(group, { ...manager, keys, client });
  }
  return plane;
}
