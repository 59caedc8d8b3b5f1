import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../../test/controlPlane/eventually.ts';
import { freePort } from '../../test/controlPlane/freePort.ts';

/** An operator in a process of its own, as a pod runs it. */
export interface OperatorProcess {
  readonly port: number;
  readonly pid: number;
  readonly log: () => string;
  /** Stops or kills it, and waits for its end. @returns its exit code, or the signal */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
  /** Whether it leads, according to its metrics. */
  leads(): Promise<boolean>;
  ready(): Promise<boolean>;
}

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startOperatorProcess(kubeconfigPath: string, argv: readonly string[] = []): Promise<OperatorProcess> {
  const port = await freePort();
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, '--http-host', '127.0.0.1', '--http-port', String(port), ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, KUBECONFIG: kubeconfigPath },
  });
  running.add(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | string;
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(2000) });
  const ready = async () => (await get('/readyz')).status === 200;
  await eventually(`the operator, whose log is ${log}`, ready, { seconds: 60 });
  return {
    port,
    pid: child.pid ?? 0,
    log: () => log,
    async end(signal) {
      child.kill(signal);
      return ended;
    },
    leads: async () => (await (await get('/metrics')).text()).includes('leader_election_master_status{name="modelmonitor-operator"} 1'),
    ready: () => ready().catch(() => false),
  };
}
