import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type CommandOptions, command, runProgram } from '../command.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { freePort } from '../controlPlane/freePort.ts';
import type { TestCluster } from './testCluster.ts';

/** A cluster as a user with kubectl and helm sees it. */
export interface World {
  readonly cluster: TestCluster;
  kubectl(args: readonly string[], options?: CommandOptions): Promise<string>;
  helm(args: readonly string[]): Promise<string>;
  /** An object as JSON; undefined when it does not exist. */
  get<Body = Record<string, never>>(kind: string, name: string, namespace?: string): Promise<Body | undefined>;
  /** Address on this machine of a Service's port, as kubectl port-forward gives it. */
  forward(namespace: string, servicePort: string): Promise<string>;
  close(): void;
}

export function worldOf(cluster: TestCluster): World {
  const environment = { KUBECONFIG: cluster.kubeconfig };
  const { programs } = cluster;
  const forwards = new Map<string, Promise<string>>();
  const running = new Set<ChildProcess>();
  const kubectl: World['kubectl'] = (args, options = {}) => runProgram(programs.kubectl, args, { ...options, environment });
  const start = async (namespace: string, servicePort: string) => {
    const [service = '', port = ''] = servicePort.split(':');
    const local = await freePort();
    const child = spawn(programs.kubectl, ['--namespace', namespace, 'port-forward', `service/${service}`, `${local}:${port}`], {
      stdio: 'ignore',
      env: { ...process.env, ...environment },
    });
    running.add(child);
    void once(child, 'exit').then(() => running.delete(child));
    const address = `http://127.0.0.1:${local}`;
    await eventually(`a way to ${servicePort}`, async () => (await fetch(address)).status > 0);
    return address;
  };
  return {
    cluster,
    kubectl,
    helm: (args) => runProgram(programs.helm, args, { environment }),
    // A forward goes to one pod and ends with it, which only a request finds out.
    async forward(namespace, servicePort) {
      const key = `${namespace}/${servicePort}`;
      const known = await forwards.get(key);
      if (known !== undefined && (await answers(known))) return known;
      const started = start(namespace, servicePort);
      forwards.set(key, started);
      return started;
    },
    async get(kind, name, namespace = 'default') {
      const { code, stdout } = await command(programs.kubectl, ['--namespace', namespace, 'get', kind, name, '--output=json'], {
        environment,
      });
      return code === 0 ? JSON.parse(stdout) : undefined;
    },
    close() {
      for (const child of running) child.kill();
    },
  };
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).status > 0;
  } catch {
    return false;
  }
}
