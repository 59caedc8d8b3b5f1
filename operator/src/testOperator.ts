import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../kube/src/clock.ts';
import { loadCredentials } from '../../kube/src/loadCredentials.ts';
import { installCrds } from '../../test/controlPlane/installCrds.ts';
import { prometheusOperatorCrds } from '../../test/controlPlane/prometheusOperatorCrds.ts';
import { recipes } from '../../test/controlPlane/recipes.ts';
import { resourceDefinitions } from '../../test/controlPlane/resourceDefinitions.ts';
import type { ControlPlane } from '../../test/controlPlane/startControlPlane.ts';
import { type OperatorOptions, readOptions } from './options.ts';
import { type RunningOperator, startOperator } from './startOperator.ts';

const repository = join(import.meta.dirname, '../..');

/** The definition of ModelMonitor. */
const definition = join(repository, 'crds/modelmonitors.modelmonitor.dev.yaml');

export interface TestOperatorOptions {
  /** Command line, on top of a free port and the kubeconfig. */
  readonly argv?: readonly string[];
  readonly kubeconfigPath?: string;
  readonly clock?: Partial<Clock>;
  /** How much faster than real time everything waits; 1 when absent. */
  readonly speed?: number;
  readonly reachPod?: (address: string) => string;
}

/** One thing the operator logged. */
interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An operator started the way `main` starts it, in this process. */
export interface TestOperator extends RunningOperator {
  readonly log: readonly LogEntry[];
  readonly http: (path: string) => Promise<{ status: number; text: string }>;
  /** Value of a metric, by its name and labels as exported; undefined without it. */
  readonly metric: (series: string) => Promise<number | undefined>;
}

/** A clock whose waits are shorter; the time of day is what it is. */
function fastClock(speed: number): Clock {
  return {
    now: Date.now,
    monotonic: () => performance.now() * speed,
    sleep: (milliseconds, signal) =>
      setTimeout(milliseconds / speed, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  };
}

/** Operators that a failed test did not stop. */
const running = new Set<RunningOperator>();

afterAll(async () => {
  await Promise.all([...running].map((operator) => operator.close()));
});

export async function startTestOperator(
  { kubeconfigPath }: Pick<ControlPlane, 'kubeconfigPath'>,
  options: TestOperatorOptions = {},
): Promise<TestOperator> {
  const log: LogEntry[] = [];
  const argv = [
    '--kubeconfig',
    options.kubeconfigPath ?? kubeconfigPath,
    '--http-host',
    '127.0.0.1',
    '--http-port',
    '0',
    ...(options.argv ?? []),
  ];
  const read = readOptions(argv) as OperatorOptions;
  const operator = await startOperator(read, {
    credentials: await loadCredentials(read.kubeconfig),
    clock: { ...fastClock(options.speed ?? 1), ...options.clock },
    ...(options.reachPod === undefined ? {} : { reachPod: options.reachPod }),
    random: Math.random,
    identity: `test_${randomBytes(4).toString('hex')}`,
    loopLag: () => 0,
    log: (level, message, fields = {}) => void log.push({ level, message, fields }),
  });
  running.add(operator);
  const http = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${operator.port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  return {
    ...operator,
    log,
    http,
    async metric(series) {
      const { text } = await http('/metrics');
      const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
      return line === undefined ? undefined : Number(line.slice(series.length + 1));
    },
    async close() {
      running.delete(operator);
      await operator.close();
    },
  };
}

/** Installs the definition of ModelMonitor, and those of the Prometheus operator that the operator knows. */
export async function installDefinitions(plane: ControlPlane, { withPrometheus = true } = {}): Promise<void> {
  const others = withPrometheus ? [...(await prometheusDefinitions()), ...(await gatewayDefinitions())] : [];
  await installCrds(plane, [definition, ...others]);
}

/** Path of the Gateway API's definition that the operator uses. */
async function gatewayDefinitions(): Promise<string[]> {
  const search = {
    environment: process.env,
    write: (text: string) => process.stderr.write(text),
    what: 'the operator beside the Gateway API',
  };
  const paths = await resourceDefinitions(recipes.gatewayApi, search);
  return (paths ?? []).filter((path) => path.endsWith('_httproutes.yaml'));
}

/** Paths of the Prometheus operator's definitions that the operator uses; the others would only take time. */
export async function prometheusDefinitions(): Promise<string[]> {
  const what = 'the operator beside the Prometheus operator';
  const paths = await prometheusOperatorCrds({ environment: process.env, write: (text) => process.stderr.write(text), what });
  return (paths ?? []).filter((path) =>
    /_(servicemonitors|alertmanagerconfigs|prometheuses|alertmanagers|prometheusrules)\.yaml$/.test(path),
  );
}
