import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { createTestNamespace, type TestNamespace, testMonitor } from '../testMonitor.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';

const shared = 'servicemonitors/modelmonitor.predictors';
const ownSettings = { monitoring: { serviceMonitor: { interval: '1m' } } };

await describeWithControlPlane('the ServiceMonitor of a namespace', {}, (plane) => {
  let operator: TestOperator;
  let space: TestNamespace;

  const start = (scope: string) => startTestOperator(plane(), { argv: [`--service-monitor-scope=${scope}`] });
  const exists = (of: string) => eventually(of, () => space.get(of));
  const isGone = (of: string) => eventually(`${of} is gone`, async () => (await space.get(of)) === undefined);

  beforeAll(async () => {
    await installDefinitions(plane());
    operator = await start('namespace');
    space = await createTestNamespace(plane(), 'models');
    for (const name of ['wine', 'iris']) await space.create(testMonitor(name));
    await space.create(testMonitor('churn', ownSettings));
  }, 60_000);

  test('covers the monitors without scrape settings of their own, and no monitor owns it', async () => {
    const { metadata } = await exists(shared);
    expect(metadata.ownerReferences).toBeUndefined();
    await exists('servicemonitors/churn');
    const shares = async (name: string) => (await exists(`services/${name}`)).metadata.labels?.['modelmonitor.dev/service-monitor'];
    expect([await shares('wine'), await shares('iris'), await shares('churn')]).toEqual(['shared', 'shared', undefined]);
    expect([await space.get('servicemonitors/wine'), await space.get('servicemonitors/iris')]).toEqual([undefined, undefined]);
  });

  test('is created again when it is deleted', async () => {
    const { uid } = (await exists(shared)).metadata;
    await space.remove(shared);
    await eventually('another one', async () => (await space.get(shared))?.metadata.uid !== uid && (await space.get(shared)));
  });

  test('is left by a monitor that gets settings of its own, and joined again', async () => {
    await space.patch('modelmonitors/iris', { spec: ownSettings });
    await exists('servicemonitors/iris');
    await space.patch('modelmonitors/iris', { spec: { monitoring: { serviceMonitor: { interval: '10s' } } } });
    await isGone('servicemonitors/iris');
  });

  test('gives way to one per monitor with --service-monitor-scope=monitor, and comes back', async () => {
    await operator.close();
    operator = await start('monitor');
    await exists('servicemonitors/wine');
    await isGone(shared);
    await operator.close();
    operator = await start('namespace');
    await exists(shared);
    await isGone('servicemonitors/wine');
  });

  test('goes with the last monitor that needs it, also while no operator runs', async () => {
    await space.remove('modelmonitors/wine');
    await exists(shared);
    await space.remove('modelmonitors/iris');
    await isGone(shared);
    await space.create(testMonitor('wine'));
    await exists(shared);
    await operator.close();
    await space.remove('modelmonitors/wine');
    operator = await start('namespace');
    await isGone(shared);
    await exists('servicemonitors/churn');
  });

  test('is left alone while another operator of the class has all the monitors, and kept up once that operator is gone', async () => {
    await space.create(testMonitor('wine'));
    const { uid } = (await exists(shared)).metadata;
    await operator.close();
    const status = { operator: 'old/lease', observedGeneration: 1 };
    await plane().client.patch(`${space.path('modelmonitors/wine')}/status`, { status });
    operator = await startTestOperator(plane(), { argv: ['--service-monitor-scope=namespace'], speed: 20 });
    const managedBy = async () => (await space.get('modelmonitors/wine'))?.status?.['operator'];
    await eventually('the question', async () => (await managedBy()) !== 'old/lease');
    expect((await exists(shared)).metadata.uid).toBe(uid);
    await space.remove(shared);
    await exists(shared);
  });
});
