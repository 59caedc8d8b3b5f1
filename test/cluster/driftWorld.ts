import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MonitorStatus, Report } from '@modelmonitor/api';
import { createTestNamespace, type TestNamespace, type TestObject } from '../../operator/src/testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../../operator/src/testOperator.ts';
import { eventually } from '../controlPlane/eventually.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';
import { startTestKubelet, type TestKubelet } from './testKubelet.ts';

type Condition = NonNullable<MonitorStatus['conditions']>[number];

/** The wine example in a cluster without nodes: a real API server, the operator, and a simulated kubelet. */
export interface DriftWorld {
  readonly namespace: TestNamespace;
  readonly kubelet: TestKubelet;
  readonly operator: () => TestOperator;
  /** Ends the operator and starts another. */
  restartOperator(): Promise<void>;
  status(): Promise<MonitorStatus>;
  condition(type: Condition['type']): Promise<Condition | undefined>;
  /** Waits until a condition has a reason. */
  becomes(type: Condition['type'], reason: string): Promise<Condition>;
  /** Waits until the operator has queried the pods a few times more. */
  waitForQueries(times: number): Promise<void>;
  events(reason: string): Promise<readonly TestObject[]>;
  /** Writes a report as the job does: a copy of the newest archived one, dated some minutes from now. @returns its run */
  writeReport(minutes: number, change?: (report: Report) => Report): Promise<string>;
  stop(): Promise<void>;
}

export async function startDriftWorld(plane: ControlPlane): Promise<DriftWorld> {
  await installDefinitions(plane, { withPrometheus: false });
  const namespace = await createTestNamespace(plane, 'models');
  await createTestNamespace(plane, 'modelmonitor');
  await plane.client.post('/api/v1/namespaces/modelmonitor/serviceaccounts', { metadata: { name: 'operator' } });
  const kubelet = await startTestKubelet(plane, 'models');
  const applied = await plane.kubectl(['apply', '--namespace=models', '--filename=examples/wine']);
  if (applied.code !== 0) throw new Error(applied.stderr);
  await namespace.patch('modelmonitors/wine', {
    spec: { drift: { early: { rows: 60, minInterval: '10s' }, window: { maxRows: 60, minRows: 50 }, history: 3 } },
  });
  // All waits of the operator are twenty times as fast: it queries the pods every second and a half.
  const argv = ['--leader-elect', 'false', '--pod-token-file', await operatorToken(plane)];
  let queries = 0;
  const reachPod = (address: string) => {
    queries++;
    return kubelet.reach(address);
  };
  const start = () => startTestOperator(plane, { speed: 20, reachPod, argv });
  let operator = await start();
  await eventually('the Deployment', () => namespace.get('deployments/wine'));
  const status = async () => ((await namespace.get('modelmonitors/wine'))?.status ?? {}) as MonitorStatus;
  const condition = async (type: Condition['type']) => (await status()).conditions?.find((one) => one.type === type);
  return {
    namespace,
    kubelet,
    operator: () => operator,
    status,
    condition,
    async restartOperator() {
      await operator.close();
      operator = await start();
    },
    becomes: (type, reason) =>
      eventually(`${type} ${reason}`, async () => {
        const found = await condition(type);
        return found?.reason === reason && found;
      }),
    async waitForQueries(times) {
      const before = queries;
      await eventually(`${times} queries`, () => queries >= before + times);
    },
    events: async (reason) => ((await namespace.get('events'))?.items ?? []).filter((event) => event['reason'] === reason),
    async writeReport(minutes, change = (report) => report) {
      const kept = (await status()).drift?.history?.[0]?.configMap ?? 'wine-drift';
      const { data } = (await namespace.get(`configmaps/${kept}`)) as TestObject;
      const timestamp = new Date(Date.now() + minutes * 60_000).toISOString();
      const run = timestamp.replaceAll(/[-:.]/g, '').toLowerCase();
      const report = change({ ...(JSON.parse(data?.['report.json'] ?? '') as Report), run, timestamp });
      const annotations = { 'modelmonitor.dev/run': run };
      await namespace.patch('configmaps/wine-drift', { metadata: { annotations }, data: { 'report.json': JSON.stringify(report) } });
      return run;
    },
    async stop() {
      await operator.close();
      await kubelet.stop();
    },
  };
}

/** A file with the token that the operator sends to pods. */
async function operatorToken({ client }: ControlPlane): Promise<string> {
  const path = '/api/v1/namespaces/modelmonitor/serviceaccounts/operator/token';
  const { body } = await client.post<{ status: { token: string } }>(path, { spec: { audiences: ['modelmonitor'] } });
  const file = join(await mkdtemp(join(tmpdir(), 'modelmonitor-token-')), 'token');
  await writeFile(file, body.status.token, { mode: 0o600 });
  return file;
}

/** The same report with nothing drifted. */
export function stable(report: Report): Report {
  return { ...report, verdict: 'stable', dataset_drift: false, n_drifted_features: 0, share_drifted_features: 0, level: null };
}
