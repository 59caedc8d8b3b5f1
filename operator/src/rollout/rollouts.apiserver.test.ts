import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';
import { startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { testDigest } from '../testDigest.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

const options = { controllerManager: true, prepare: (plane: ControlPlane) => installDefinitions(plane, { withPrometheus: false }) };

/** A model from this ConfigMap: each needs pods of its own. */
const modelOf = (name: string, more: object = {}) => ({
  model: { versions: [{ name: 'v1', format: 'forest', source: { configMap: { name, key: 'model.json' } } }] },
  ...more,
});
const configurationOf = (name: string) => `configmaps/wine-monitor-${testDigest(testMonitor('wine', modelOf(name)))}`;

await describeWithControlPlane('the configurations of generations of pods', options, (plane) => {
  let operator: TestOperator;
  let space: TestNamespace;
  let spaces = 0;

  const start = async (argv: Parameters<typeof startTestOperator>[1] = {}) => {
    operator = await startTestOperator(plane(), { ...argv, argv: ['--leader-elect', 'false'] });
  };
  const edit = (name: string, more?: object) => space.patch('modelmonitors/wine', { spec: modelOf(name, more) });
  const replicaSets = async () => (await space.get('replicasets'))?.items ?? [];
  const replicaSetOf = async (name: string) =>
    (await replicaSets()).find(({ metadata }) => configurationOf(name).endsWith(`-${metadata.labels?.['modelmonitor.dev/configuration']}`));
  /** Waits until pods of a model were created. */
  const started = (name: string) => eventually(`pods of ${name}`, () => replicaSetOf(name), { seconds: 30 });
  const rolloutOf = async (name: string) => JSON.parse((await space.get(configurationOf(name)))?.data?.['rollout.json'] ?? '{}');

  beforeEach(async () => {
    spaces++;
    space = await createTestNamespace(plane(), `rollout-${spaces}`);
    await start();
    await space.create(testMonitor('wine', modelOf('a')));
    await started('a');
  }, 60_000);
  afterEach(() => operator.close());

  test('another model leaves the configuration of the earlier pods as it is, and what follows changes only the new one', async () => {
    const before = await space.get(configurationOf('a'));
    await edit('b');
    await started('b');
    await edit('b', { drift: { share: 0.9 } });
    await eventually('the share', async () => (await space.get(configurationOf('b')))?.data?.['monitor.json']?.includes('"share":0.9'));
    expect(await space.get(configurationOf('a'))).toEqual(before);
  });

  test('edits in quick succession, back and forth: each generation has its configuration', async () => {
    for (const name of ['b', 'c', 'a', 'b', 'a']) await edit(name);
    await eventually('the first model again', async () => {
      const template = JSON.stringify((await space.get('deployments/wine'))?.spec);
      return template.includes(configurationOf('a').slice('configmaps/'.length));
    });
    for (const { metadata } of await replicaSets())
      expect(await space.get(`configmaps/wine-monitor-${metadata.labels?.['modelmonitor.dev/configuration']}`)).toBeDefined();
  });

  test('an operator that restarts before it could change the Deployment continues, and the earlier pods keep theirs', async () => {
    await operator.close();
    const proxy = await startFaultProxy(plane());
    proxy.inject({ methods: ['PATCH'], path: /deployments/, does: { answer: 503 } });
    await start({ kubeconfigPath: proxy.kubeconfigPath });
    const before = await space.get(configurationOf('a'));
    await edit('b');
    await eventually('the configuration', () => space.get(configurationOf('b')));
    expect(await replicaSetOf('b')).toBeUndefined();
    await operator.close();
    await proxy.close();
    await start();
    await started('b');
    expect(await space.get(configurationOf('a'))).toEqual(before);
  }, 60_000);

  test('what the earlier pods serve is written before the new ones start, and outlasts the operator', async () => {
    const versions = [{ name: 'v1', pods: 1 }];
    await eventually('a pod', async () => (await space.get('deployments/wine'))?.status?.['replicas'] === 1);
    // A turn that was under way may write the status as it was.
    await eventually('the status', async () => {
      await plane().client.patch(`${space.path('modelmonitors/wine')}/status`, { status: { versions } });
      await sleep(500);
      return JSON.stringify((await space.get('modelmonitors/wine'))?.status).includes('"pods":1');
    });
    await edit('b');
    await started('b');
    expect(await rolloutOf('b')).toEqual({ versions: ['v1'] });
    await operator.close();
    await start();
    await edit('b', { drift: { share: 0.8 } });
    await eventually('the share', async () => (await space.get(configurationOf('b')))?.data?.['monitor.json']?.includes('"share":0.8'));
    expect(await rolloutOf('b')).toEqual({ versions: ['v1'] });
  });

  test('a configuration goes some time after the last ReplicaSet and running Job that name it', async () => {
    await operator.close();
    await start({ speed: 100 });
    const { spec } = (await space.get('cronjobs/wine-drift')) as unknown as { spec: { jobTemplate: { metadata: object; spec: object } } };
    const { jobTemplate } = spec;
    const job = { metadata: { ...jobTemplate.metadata, name: 'wine-drift-1' }, spec: jobTemplate.spec };
    expect((await plane().client.post(space.path('jobs'), job)).status).toBe(201);
    await edit('b');
    await started('b');
    await space.remove(`replicasets/${(await replicaSetOf('a'))?.metadata.name}`);
    // Longer than the life of one that nothing names: five minutes at a hundred times the speed.
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(await space.get(configurationOf('a'))).toBeDefined();
    await space.remove('jobs/wine-drift-1');
    await eventually('the configuration gone', async () => (await space.get(configurationOf('a'))) === undefined, { seconds: 30 });
    expect(await space.get(configurationOf('b'))).toBeDefined();
  }, 90_000);
});
