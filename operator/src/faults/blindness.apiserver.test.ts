import { childTypes } from '@modelmonitor/render';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

const children = new RegExp(
  `/(${Object.values(childTypes)
    .map(({ plural }) => plural)
    .join('|')})$`,
);

// The operator sees changes of monitors, and not of their objects.
await describeWithControlPlane('watches that fail while others go on', {}, (plane) => {
  let proxy: FaultProxy;
  let operator: TestOperator;
  let namespace: TestNamespace;

  beforeAll(async () => {
    await installDefinitions(plane());
    namespace = await createTestNamespace(plane(), 'models');
    proxy = await startFaultProxy(plane());
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
  /** Creates a monitor while watches of objects fail, and edits it before they work again. */
  const editBlind = async (name: string, { from, to }: { from: number; to: number }) => {
    const heal = proxy.inject({ watch: true, path: children, does: { answer: 503 } });
    proxy.resetAll();
    await namespace.create(testMonitor(name, { serving: { replicas: from } }));
    await eventually('the objects of the first generation', async () => (await replicasOf(name)) === from && isSettled(name));
    await namespace.patch(`modelmonitors/${name}`, { spec: { serving: { replicas: to } } });
    await eventually('the status of the edit', () => isSettled(name));
    return heal;
  };

  test('a change by an edit is written at once', async () => {
    const heal = await editBlind('changed', { from: 1, to: 3 });
    expect(await replicasOf('changed')).toBe(3);
    heal();
  }, 60_000);

  test('an object that an edit removes is deleted once the watches work again', async () => {
    const heal = await editBlind('smaller', { from: 2, to: 1 });
    expect(await namespace.get('poddisruptionbudgets/smaller')).toBeDefined();
    heal();
    await eventually('the end of the budget', async () => (await namespace.get('poddisruptionbudgets/smaller')) === undefined, {
      seconds: 60,
    });
  }, 90_000);
});
