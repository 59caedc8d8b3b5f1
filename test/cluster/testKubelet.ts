import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { eventually } from '../controlPlane/eventually.ts';
import { freePort } from '../controlPlane/freePort.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';
import { type PodSpec, type PodVolumes, podVolumes } from './podVolumes.ts';

const repository = join(import.meta.dirname, '../..');

/** Runs the pods of one namespace on this machine as a kubelet does: these tests have no node. */
export interface TestKubelet {
  /** Starts the predictor of a Deployment with the arguments and files of its pod, and announces it as ready. */
  startPredictor(name: string, service: string): Promise<TestPod>;
  /** Writes the volumes of all pods again, as a kubelet does about every minute. */
  refresh(): Promise<void>;
  /** Runs the pod of a Job to its end, and writes the Job's status. */
  runJob(name: string): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  /** Maps the address of a pod to one on this machine. */
  reach(address: string): string;
  stop(): Promise<void>;
}

export interface TestPod {
  readonly port: number;
  readonly internalPort: number;
  /** @returns the status of the response */
  predict(features: readonly unknown[]): Promise<number>;
}

/** State of the kubelet. */
interface Node {
  readonly plane: ControlPlane;
  readonly namespace: string;
  readonly directory: string;
  readonly volumes: PodVolumes;
  /** Addresses on this machine, by the address of the pod. */
  readonly pods: Map<string, string>;
  start(command: readonly string[], environment?: NodeJS.ProcessEnv): ReturnType<typeof spawnPiped>;
}

export async function startTestKubelet(plane: ControlPlane, namespace: string): Promise<TestKubelet> {
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-kubelet-'));
  const running = new Set<ChildProcess>();
  const volumes = podVolumes(plane, { namespace, directory });
  const node: Node = {
    plane,
    namespace,
    directory,
    volumes,
    pods: new Map(),
    start(command, environment = {}) {
      const child = spawnPiped(command, environment);
      running.add(child);
      child.once('exit', () => running.delete(child));
      return child;
    },
  };
  return {
    reach: (address) => node.pods.get(address) ?? address,
    refresh: volumes.refresh,
    startPredictor: (name, service) => startPredictor(node, name, service),
    runJob: (name) => runJob(node, name),
    async stop() {
      for (const child of running) child.kill('SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Starts a container's command; the image has the repository at /app. */
function spawnPiped(command: readonly string[], environment: NodeJS.ProcessEnv) {
  const [, ...args] = command.map((word) => word.replace(/^\/app\//, `${repository}/`));
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
}

async function podOf({ plane: { client } }: Node, path: string): Promise<PodSpec> {
  const { spec } = bodyOf(await client.get<{ spec: { template: { spec: PodSpec } } }>(path), path);
  return spec.template.spec;
}

async function startPredictor(node: Node, name: string, service: string): Promise<TestPod> {
  const { plane, namespace, pods, volumes } = node;
  const spec = await podOf(node, `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  const [port, internalPort] = [await freePort(), await freePort()];
  const [container] = spec.containers;
  const places: Readonly<Record<string, string>> = {
    '--config': await volumes.layOut(spec),
    '--host': '127.0.0.1',
    '--port': `${port}`,
    '--internal-port': `${internalPort}`,
  };
  const child = node.start([...(container?.command ?? []), ...withValues(container?.args ?? [], places)]);
  const log = text(child.stderr);
  const url = `http://127.0.0.1:${port}`;
  await eventually(`the predictor ${name}`, async () => (await fetch(`${url}/readyz`)).status === 200).catch(async (error: Error) => {
    child.kill();
    throw new Error(`${error.message}: ${await log}`);
  });
  const host = `192.0.2.${pods.size + 1}`;
  pods.set(`${host}:9090`, `127.0.0.1:${internalPort}`);
  await announce(plane, { namespace, name, service, host });
  return {
    port,
    internalPort,
    async predict(features) {
      const body = JSON.stringify({ features });
      return (await fetch(`${url}/predict`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status;
    },
  };
}

async function runJob(node: Node, name: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { plane, namespace, directory, pods, volumes } = node;
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`;
  const spec = await podOf(node, path);
  const [container] = spec.containers;
  const account = await mkdtemp(join(directory, 'account-'));
  const tokenOf = async (audiences: object) => {
    const request = `/api/v1/namespaces/${namespace}/serviceaccounts/${spec.serviceAccountName}/token`;
    return bodyOf(await plane.client.post<{ status: { token: string } }>(request, { spec: audiences }), request).status.token;
  };
  await writeFile(join(account, 'token'), await tokenOf({}));
  await writeFile(join(account, 'ca.crt'), plane.certificateAuthority);
  await writeFile(join(account, 'pods'), await tokenOf({ audiences: ['modelmonitor'] }));
  const [reached = '127.0.0.1:1'] = pods.values();
  const places = { '--config': await volumes.layOut(spec), '--pods': reached, '--token': join(account, 'pods') };
  const { hostname, port } = new URL(plane.url);
  await plane.client.patch(`${path}/status`, { status: { startTime: new Date().toISOString(), active: 1 } });
  const command = [...(container?.command ?? []), ...withValues(container?.args ?? [], places), '--service-account', account];
  const child = node.start(command, { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port });
  const ended = new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  // The Job controller learns of it a second or two later.
  await setTimeout(1500);
  await finish(plane, path, code === 0);
  return { code, stdout, stderr };
}

/** The body of a successful response. */
function bodyOf<Body>({ status, body }: { readonly status: number; readonly body: Body }, what: string): Body {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Arguments with other values for some of the flags. */
function withValues(args: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return args.map((arg, index) => values[args[index - 1] ?? ''] ?? arg);
}

/** Reports the pod of a Deployment as ready, with its address, as Kubernetes' controllers do. */
async function announce(
  { client }: ControlPlane,
  { namespace, name, service, host }: Readonly<Record<'namespace' | 'name' | 'service' | 'host', string>>,
): Promise<void> {
  const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const { body } = await client.get<{ metadata: { generation: number } }>(deployment);
  const counts = { replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1, observedGeneration: body.metadata.generation };
  bodyOf(await client.patch(`${deployment}/status`, { status: counts }), 'the status of the Deployment');
  const slice = {
    metadata: {
      name: `${service}-1`,
      labels: {
        'kubernetes.io/service-name': service,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'modelmonitor.dev/service': 'pods',
      },
      // No controller runs that would compare the uid.
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Service', name: service, uid: '00000000-0000-0000-0000-000000000000', controller: true },
      ],
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [host], conditions: { ready: true }, targetRef: { kind: 'Pod', namespace, name: `${service}-1` } }],
    ports: [{ name: 'metrics', port: 9090, protocol: 'TCP' }],
  };
  bodyOf(await client.post(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, slice), 'the EndpointSlice');
}

/** Reports how a Job ended, as the Job controller does. */
async function finish({ client }: ControlPlane, path: string, succeeded: boolean): Promise<void> {
  const time = new Date().toISOString();
  const condition = (type: string, more: object = {}) => ({ type, status: 'True', lastProbeTime: time, lastTransitionTime: time, ...more });
  const status = succeeded
    ? { succeeded: 1, active: 0, completionTime: time, conditions: [condition('SuccessCriteriaMet'), condition('Complete')] }
    : {
        failed: 1,
        active: 0,
        conditions: ['FailureTarget', 'Failed'].map((type) =>
          condition(type, { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }),
        ),
      };
  bodyOf(await client.patch(`${path}/status`, { status }), 'the status of the Job');
}
