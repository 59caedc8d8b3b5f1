import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../controlPlane/eventually.ts';
import { type LoadOutcome, startConstantLoad } from './constantLoad.ts';
import { stepMilliseconds, steps } from './steps.ts';
import { testCluster } from './testCluster.ts';
import { type World, worldOf } from './world.ts';

const surroundings = { environment: process.env, write: (text: string) => void process.stderr.write(text) };
const what = 'changes under load on a real node';
const cluster = await testCluster(what, surroundings);
const row = { features: [13.2, 1.78, 2.14, 11.2, 100, 2.65, 2.76, 0.26, 1.28, 4.38, 1.05, 3.4, 1050] };
/** Rollouts with five replicas; 50 for the figure of the benchmarks. */
const rollouts = Number(process.env['ROLLOUTS'] ?? 3);
/** Longest that a kubelet takes to show a change of a ConfigMap in a volume, and the pod to fail its probe, in milliseconds. */
const kubeletMilliseconds = 75_000;
/** What the suite is run against; another commit's chart and images give its figures. */
const chart = process.env['UPGRADE_CHART'] ?? 'charts/modelmonitor';
const tag = process.env['UPGRADE_TAG'] ?? '0.1.0';

interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: Readonly<Record<'replicas' | 'readyReplicas' | 'updatedReplicas' | 'observedGeneration', number | undefined>>;
}

(cluster === undefined ? describe.skip : describe)(what, () => {
  const step = steps();
  let world: World;
  const figures: Record<string, LoadOutcome> = {};

  const deployment = () => world.get<Deployment>('deployment', 'wine');
  const patch = (spec: object) => world.kubectl(['patch', 'mm/wine', '--type=merge', '--patch', JSON.stringify({ spec })]);
  const version = (name: string) => ({
    model: {
      versions: [{ name, format: 'forest', traffic: 100, source: { configMap: { name: `wine-model-${name}`, key: 'model.json' } } }],
    },
  });
  /** Changes something, and waits until all pods are those of the new template. */
  const rollOut = async (change: () => Promise<unknown>) => {
    const before = (await deployment())?.metadata.generation ?? 0;
    await change();
    const isDone = ({ metadata, spec, status }: Deployment) =>
      metadata.generation > before &&
      status.observedGeneration === metadata.generation &&
      [status.replicas, status.readyReplicas, status.updatedReplicas].every((count) => count === spec.replicas);
    await eventually('the new pods', async () => isDone((await deployment()) as Deployment), { seconds: 180, everyMilliseconds: 250 });
  };
  const deleteOnePod = async () => {
    const pods = await world.kubectl([
      'get',
      'pods',
      '--selector=modelmonitor.dev/monitor=wine',
      '--field-selector=status.phase=Running',
      '--output=name',
    ]);
    await world.kubectl(['delete', pods.split('\n')[0] ?? '']);
  };
  /** Does something under load, and counts what the clients lost. */
  const underLoad = async (name: string, work: () => Promise<unknown>) => {
    const end = await startConstantLoad(world, `load-${name}`, row);
    await sleep(3000);
    const failure = await work().then(
      () => undefined,
      (error: Error) => error,
    );
    await sleep(3000);
    const outcome = await end();
    figures[name] = outcome;
    process.stderr.write(`  ${name}: ${JSON.stringify(outcome)}\n`);
    if (failure !== undefined) throw failure;
    expect(outcome).toMatchObject({ lost: 0, outcomes: { 200: expect.any(Number) } });
  };

  beforeAll(async () => {
    if (cluster === undefined) return;
    world = worldOf(cluster);
    await cluster.loadImages([
      `modelmonitor/operator:${tag}`,
      ...new Set([`modelmonitor/predictor:${tag}`, 'modelmonitor/predictor:0.1.0']),
    ]);
    const images = ['operator.image.tag', 'predictor.image.tag'].flatMap((key) => ['--set', `${key}=${tag}`]);
    const place = ['--namespace', 'modelmonitor', '--create-namespace', '--wait', '--timeout', '120s'];
    await world.helm(['install', 'modelmonitor', chart, ...place, ...images]);
    await world.kubectl(['apply', '--filename=examples/wine']);
    const model = await world.get<{ data: object }>('configmap', 'wine-model-v2');
    const copy = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'wine-model-v3' }, data: model?.data };
    await world.kubectl(['apply', '--filename=-'], { input: JSON.stringify(copy) });
    await patch({ serving: { replicas: 2 } });
    await eventually('two pods', async () => (await deployment())?.status.readyReplicas === 2, { seconds: 90 });
  }, stepMilliseconds);
  afterAll(async () => {
    world?.close();
    const file = process.env['FIGURES'];
    if (file !== undefined) await writeFile(file, JSON.stringify(figures));
    if (process.env['KEEP_CLUSTER'] === undefined) await cluster?.remove();
  }, stepMilliseconds);

  step('a model upgrade whose pods cannot start leaves the earlier ones serving, also one that starts again', () =>
    underLoad('unschedulable', async () => {
      await patch({ ...version('v3'), serving: { resources: { requests: { cpu: '400' } } } });
      await sleep(kubeletMilliseconds);
      expect((await deployment())?.status.readyReplicas).toBe(2);
      await deleteOnePod();
      await eventually('two pods again', async () => (await deployment())?.status.readyReplicas === 2, { seconds: 60 });
      await rollOut(() => patch({ serving: { resources: null } }));
    }),
  );

  step('a Secret that does not exist leaves the earlier pods serving, also one that starts again', () =>
    underLoad('missing-secret', async () => {
      await patch({ serving: { auth: { basic: { secretRef: { name: 'typo' } } } } });
      await eventually('a pod that waits', async () => (await deployment())?.status.updatedReplicas === 1, { seconds: 30 });
      await deleteOnePod();
      await eventually('two pods', async () => (await deployment())?.status.readyReplicas === 2, { seconds: 60 });
      await patch({ serving: { auth: null } });
    }),
  );

  step(`${rollouts} upgrades of five pods lose no request`, () =>
    underLoad('five-replicas', async () => {
      await world.kubectl(['scale', 'mm/wine', '--replicas=5']);
      await eventually('five pods', async () => (await deployment())?.status.readyReplicas === 5, { seconds: 90 });
      for (let rollout = 0; rollout < rollouts; rollout++) await rollOut(() => patch(version(['v1', 'v2', 'v3'][rollout % 3] ?? '')));
    }),
  );
});
