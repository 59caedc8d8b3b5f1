import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../command.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { earlierChart } from './earlierChart.ts';
import { ModelUnderLoad } from './modelUnderLoad.ts';
import { changesWithin, installSecondOperator } from './secondOperator.ts';
import { stepMilliseconds, steps } from './steps.ts';
import { testCluster } from './testCluster.ts';
import { type World, worldOf } from './world.ts';

const write = (text: string) => void process.stderr.write(text);
const surroundings = { environment: process.env, write };
const what = 'changes under load on a real node';
const cluster = await testCluster(what, surroundings);
/** Rollouts with five replicas; 50 for the figure of the benchmarks. */
const rollouts = Number(process.env['ROLLOUTS'] ?? 3);
/** What the suite is run against; another commit's chart and images give its figures. */
const chart = process.env['UPGRADE_CHART'] ?? 'charts/modelmonitor';
const tag = process.env['UPGRADE_TAG'] ?? '0.1.0';
/** The same images by another name: to Kubernetes another image. */
const nextTag = `${tag}-next`;

const version = (name: string, traffic = 100) => ({
  name,
  format: 'forest',
  traffic,
  source: { configMap: { name: `wine-model-${name}`, key: 'model.json' } },
});
const secret = { name: 'callers', credentials: 'caller:letters-and-7-digits' };

(cluster === undefined ? describe.skip : describe)(what, () => {
  const step = steps();
  let world: World;
  let wine: ModelUnderLoad;
  /** Sources of the versions, as they are in the example. */
  const models = new Map<string, string>();

  const serve = (...versions: readonly object[]) => wine.patch({ model: { versions } });
  const put = (text: string) => world.kubectl(['apply', '--filename=-'], { input: text });
  const putModel = (name: string, data: object | undefined) =>
    put(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `wine-model-${name}` }, data }));
  const putSecret = () =>
    put(
      JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: secret.name }, stringData: { htpasswd: secret.credentials } }),
    );
  const upgrade = (folder: string, ...args: readonly string[]) =>
    world.helm(
      [
        'upgrade',
        'modelmonitor',
        folder,
        '--namespace',
        'modelmonitor',
        '--reset-then-reuse-values',
        '--wait',
        '--timeout',
        '120s',
        args,
      ].flat(),
    );

  beforeAll(async () => {
    if (cluster === undefined) return;
    world = worldOf(cluster);
    wine = new ModelUnderLoad(world, write);
    await runProgram('docker', ['tag', `modelmonitor/predictor:${tag}`, `modelmonitor/predictor:${nextTag}`]);
    const predictors = new Set([tag, nextTag, '0.1.0'].map((one) => `modelmonitor/predictor:${one}`));
    await cluster.loadImages([`modelmonitor/operator:${tag}`, ...predictors]);
    const images = ['operator.image.tag', 'predictor.image.tag'].flatMap((key) => ['--set', `${key}=${tag}`]);
    const place = ['--namespace', 'modelmonitor', '--create-namespace', '--wait', '--timeout', '120s'];
    await world.helm(['install', 'modelmonitor', chart, ...place, ...images]);
    await world.kubectl(['apply', '--filename=examples/wine']);
    for (const name of ['v1', 'v2']) {
      const model = await world.get<{ data: { 'model.json': string } }>('configmap', `wine-model-${name}`);
      models.set(name, model?.data['model.json'] ?? '');
    }
    await putModel('v3', { 'model.json': models.get('v2') });
    await wine.patch({ serving: { replicas: 2 } });
    await wine.readyPods(2);
  }, stepMilliseconds);
  afterAll(async () => {
    world?.close();
    const file = process.env['FIGURES'];
    if (file !== undefined) await writeFile(file, JSON.stringify(wine.figures));
    if (process.env['KEEP_CLUSTER'] === undefined) await cluster?.remove();
  }, stepMilliseconds);

  step('a model upgrade whose pods cannot start leaves the earlier ones serving, also one that starts again', () =>
    wine.underLoad('unschedulable', async () => {
      await wine.patch({ model: { versions: [version('v3')] }, serving: { resources: { requests: { cpu: '400' } } } });
      await sleep(world.cluster.kubeletMilliseconds);
      expect((await wine.deployment())?.status.readyReplicas).toBe(2);
      await wine.conditionNaming('Ready', { reason: 'Unschedulable', names: ['Insufficient cpu'] });
      await wine.deleteOnePod();
      await wine.readyPods(2);
      await wine.rollOut(() => wine.patch({ serving: { resources: null } }));
    }),
  );

  step('a Secret that does not exist leaves the earlier pods serving, also one that starts again', () =>
    wine.underLoad('missing-secret', async () => {
      await wine.patch({ serving: { auth: { basic: { secretRef: { name: 'typo' } } } } });
      await eventually('a pod that waits', async () => (await wine.deployment())?.status.updatedReplicas === 1, { seconds: 30 });
      await wine.deleteOnePod();
      await wine.readyPods(2);
      await wine.patch({ serving: { auth: null } });
    }),
  );

  step('another image replaces the pods', () =>
    wine.underLoad('image', () => wine.rollOut(() => upgrade(chart, '--set', `predictor.image.tag=${nextTag}`))),
  );

  step('an upgrade from the chart of the commit before', async () => {
    await wine.rollOut(async () => upgrade(await earlierChart(write), '--set', 'imagePullPolicy=Never', '--set', 'operator.workers=4'));
    await wine.underLoad('chart', () =>
      wine.rollOut(() => upgrade(chart, '--set', 'imagePullPolicy=IfNotPresent', '--set', 'operator.workers=16')),
    );
  });

  step('evictions, as a drain of nodes makes them', () =>
    wine.underLoad('evictions', async () => {
      const pods = await wine.pods();
      expect(pods).toHaveLength(2);
      for (const pod of pods) {
        const name = pod.replace('pod/', '');
        const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: 'default' } };
        const path = `/api/v1/namespaces/default/pods/${name}/eviction`;
        // While the budget allows none, the API server refuses, and a drain tries again.
        const evict = () => world.kubectl(['create', '--raw', path, '--filename=-'], { input: JSON.stringify(eviction) });
        await eventually(`the eviction of ${name}`, evict, { seconds: 90, everyMilliseconds: 500 });
      }
      await wine.readyPods(2);
    }),
  );

  step('a model and credentials that are deleted continue to be used', async () => {
    await putSecret();
    const auth = { basic: { secretRef: { name: secret.name } } };
    await wine.rollOut(() => wine.patch({ model: { versions: [version('v1', 50), version('v2', 50)] }, serving: { auth } }));
    await wine.conditionNaming('Ready', { reason: 'Serving' });
    // A pod that is ending responds without credentials until it has ended.
    expect(await wine.runningPods()).toHaveLength(2);
    await wine.underLoad(
      'deleted-sources',
      async () => {
        await world.kubectl(['delete', 'configmap/wine-model-v1']);
        await wine.conditionNaming('VersionsLoaded', { reason: 'ServingPrevious', names: ['v1'] });
        await putModel('v1', { 'model.json': models.get('v1') });
        await wine.conditionNaming('VersionsLoaded', { reason: 'Loaded' });
        await world.kubectl(['delete', `secret/${secret.name}`]);
        await sleep(world.cluster.kubeletMilliseconds);
        expect(await statusWithoutCredentials()).toBe('401');
        await putModel('v2', { 'model.json': '{"broken":' });
        await wine.conditionNaming('VersionsLoaded', { reason: 'ServingPrevious', names: ['v2'] });
        await putModel('v2', { 'model.json': models.get('v2') });
        await wine.conditionNaming('VersionsLoaded', { reason: 'Loaded' });
        await putSecret();
      },
      secret,
    );
    await wine.rollOut(() => wine.patch({ serving: { auth: null } }));
  });
  const statusWithoutCredentials = async () => {
    const [pod = ''] = await wine.pods();
    const program = "fetch('http://127.0.0.1:8000/predict',{method:'POST',body:'{}'}).then(({status})=>console.log(status))";
    return (await world.kubectl(['exec', pod, '--', 'node', '--eval', program])).trim();
  };

  step('bad bytes in place change nothing, and the right ones are taken', () =>
    wine.underLoad('bad-bytes', async () => {
      await putModel('v2', { 'model.json': '{"broken":' });
      await wine.conditionNaming('VersionsLoaded', { reason: 'ServingPrevious', names: ['v2'] });
      await wine.conditionNaming('Ready', { reason: 'Serving' });
      await putModel('v2', { 'model.json': models.get('v2') });
      await wine.conditionNaming('VersionsLoaded', { reason: 'Loaded' });
    }),
  );

  step('a rollout stops where new pods lack a version that the earlier ones serve', () =>
    wine.underLoad('stopped-rollout', async () => {
      await world.kubectl(['delete', 'configmap/wine-model-v1']);
      await wine.conditionNaming('VersionsLoaded', { reason: 'ServingPrevious', names: ['v1'] });
      const before = (await wine.deployment())?.metadata.generation ?? 0;
      await wine.patch({ serving: { podTemplate: { labels: { cause: 'none' } } } });
      await eventually('a new pod', async () => (await wine.deployment())?.status.updatedReplicas === 1, { seconds: 60 });
      await wine.conditionNaming('Ready', { reason: 'Progressing' });
      await sleep(5000);
      expect((await wine.deployment())?.status).toMatchObject({ readyReplicas: 2, updatedReplicas: 1 });
      await putModel('v1', { 'model.json': models.get('v1') });
      await wine.waitForPodsAfter(before);
    }),
  );

  step('another operator adopts a monitor by its class, and gives it back', () =>
    wine.underLoad('two-classes', async () => {
      const before = await wine.deployment();
      await installSecondOperator(world, ['--set', 'operator.extraArgs={--class,gold}']);
      for (const [name, by] of [
        ['gold', 'gold/'],
        [null, 'modelmonitor/'],
      ]) {
        await wine.patch({ class: name });
        const isManaged = async () => (await wine.monitor())?.status.operator?.startsWith(`${by}`);
        await eventually(`the operator of ${by}`, isManaged, { seconds: 120, everyMilliseconds: 500 });
        await wine.conditionNaming('Ready', { reason: 'Serving' });
      }
      expect((await wine.deployment())?.metadata.uid).toBe(before?.metadata.uid);
    }),
  );

  step('two operators of the same scope: one of them reports the other, and neither writes', () =>
    wine.underLoad('overlap', async () => {
      await installSecondOperator(world, ['--set', 'operator.extraArgs=null']);
      const event = ['get', 'events', '--field-selector=reason=OtherOperator', '--output=name'];
      await eventually('the Event', async () => (await world.kubectl(event)) !== '', { seconds: 120, everyMilliseconds: 1000 });
      await sleep(3000);
      const [changes] = await Promise.all([
        changesWithin(world, 12),
        sleep(5000).then(() => world.kubectl(['annotate', 'mm/wine', 'example.org/watched=yes'])),
      ]);
      // The watches see what is written meanwhile, and there is nothing else.
      expect(changes).toEqual(['modelmonitor.modelmonitor.dev/wine']);
      await world.helm(['uninstall', 'gold', '--namespace', 'gold', '--wait']);
    }),
  );

  step(`${rollouts} upgrades of five pods, and kubectl wait waits for each`, () =>
    wine.underLoad('five-replicas', async () => {
      await world.kubectl(['scale', 'mm/wine', '--replicas=5']);
      await wine.readyPods(5);
      for (let rollout = 0; rollout < rollouts; rollout++) {
        await serve(version(['v3', 'v1', 'v2'][rollout % 3] ?? ''));
        await world.kubectl(['wait', '--for=condition=Ready', 'mm/wine', '--timeout=180s']);
        expect((await wine.deployment())?.status).toMatchObject({ replicas: 5, readyReplicas: 5, updatedReplicas: 5 });
      }
    }),
  );
});
