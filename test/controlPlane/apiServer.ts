import type { ControlPlaneKeys } from './controlPlaneKeys.ts';
import type { ProcessGroup } from './processGroup.ts';
import type { SupervisedProcess } from './supervisedProcess.ts';
import { whenReady } from './whenReady.ts';

/** Issuer of the service account tokens. */
const serviceAccountIssuer = 'https://kubernetes.default.svc.cluster.local';

export interface ApiServerOptions {
  readonly command: string;
  readonly keys: ControlPlaneKeys;
  readonly etcdUrl: string;
  readonly port: number;
  /** Whether a controller creates the service accounts that pods run as. */
  readonly serviceAccounts: boolean;
  /** Whether it reports that it is ready. */
  readonly isReady: () => Promise<boolean>;
}

/** An API server that can be stopped and started again on the same port. */
export interface ApiServer {
  start(): Promise<void>;
  /** Kills it, as a crash does. */
  stop(): Promise<void>;
  /** Suspends it: connections stay open without responses. */
  pause(): void;
  resume(): void;
}

export function apiServer(group: ProcessGroup, options: ApiServerOptions): ApiServer {
  let running: SupervisedProcess | undefined;
  return {
    async start() {
      running = await group.start('kube-apiserver', options.command, argumentsFor(options));
      await whenReady('kube-apiserver', running, options.isReady);
    },
    async stop() {
      running?.kill('SIGKILL');
      await running?.ended;
    },
    pause: () => running?.kill('SIGSTOP'),
    resume: () => running?.kill('SIGCONT'),
  };
}

function argumentsFor({ keys: { paths }, etcdUrl, port, serviceAccounts }: ApiServerOptions): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    // The endpoints of the Service kubernetes may not be a loopback address.
    '--endpoint-reconciler-type=none',
    // Room for the Services of ten thousand monitors.
    '--service-cluster-ip-range=10.0.0.0/16',
    `--client-ca-file=${paths.authority}`,
    `--tls-cert-file=${paths.serverCertificate}`,
    `--tls-private-key-file=${paths.serverKey}`,
    `--service-account-issuer=${serviceAccountIssuer}`,
    `--service-account-key-file=${paths.accountPublicKey}`,
    `--service-account-signing-key-file=${paths.accountKey}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    '--profiling=false',
    ...(serviceAccounts ? [] : ['--disable-admission-plugins=ServiceAccount']),
  ];
}
