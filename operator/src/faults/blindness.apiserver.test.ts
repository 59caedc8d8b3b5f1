import { childTypes } from '@modelmonitor/render';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { type FaultProxy, faultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { type TestNamespace, testMonitor, testNamespace } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

const children = new RegExp(
  `/(${Object.values(childTypes)
    .map(({ plural }) => plural)
    .join('|')})$`,
);

// The operator hears of monitors, and not of what it makes of them.
await describeWithControlPlane('watches that fail while others go on', {}, (plane) => {
  let proxy: FaultProxy;
  let operator: TestOperator;
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane());
    namespace = await testNamespace(plane(), 'models');
    proxy = await faultProxy(plane());
    operator = await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath });
    await eventually('a leader', () => operator.leading());
  }, 60_000);

  afterAll(async () => {
    await operator.close();
    await proxy.close();
  });

  const replicasOf = async (name: string) => (await namespace.get(`deployments/${name}`))?.spec?.['replicas'];
  const isSettled = async (name: string) => {
    const { metadata, status } = (await namespace.get(`modelmonitors/${name}`)) ?? {};
    return status?.['observedGeneration'] === metadata?.generation;
  };
  /** Makes a monitor while nothing is heard of objects, and edits it before anything is. */
  const editedBlind = async (name: string, { from, to }: { from: number; to: number }) => {
    const heal = proxy.inject({ watch: true, path: children, does: { answer: 503 } });
    proxy.resetAll();
    await namespace.create(testMonitor(name, { serving: { replicas: from } }));
    await eventually('what the monitor asked for first', async () => (await replicasOf(name)) === from && isSettled(name));
    await namespace.patch(`modelmonitors/${name}`, { spec: { serving: { replicas: to } } });
    await eventually('the look at the edit', () => isSettled(name));
    return heal;
  };

  test('what an edit changes is written at once', async () => {
    const heal = await editedBlind('changed', { from: 1, to: 3 });
    expect(await replicasOf('changed')).toBe(3);
    heal();
  }, 60_000);

  test('what an edit leaves out goes once it is heard of', async () => {
    const heal = await editedBlind('smaller', { from: 2, to: 1 });
    expect(await namespace.get('poddisruptionbudgets/smaller')).toBeDefined();
    heal();
    await eventually('the end of the budget', async () => (await namespace.get('poddisruptionbudgets/smaller')) === undefined, {
      seconds: 60,
    });
  }, 90_000);
});
