import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { type FaultProxy, faultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';
import { compact } from './compact.ts';
import { type TestWorld, testWorld } from './testWorld.ts';

// No garbage collector runs here: objects of deleted monitors stay, and the world does not ask for them to be gone.
await describeWithControlPlane('an API server that says nothing', {}, (plane) => {
  let proxy: FaultProxy;
  let operator: TestOperator;
  let world: TestWorld;

  beforeAll(async () => {
    await installDefinitions(plane());
    proxy = await faultProxy(plane());
    operator = await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath });
    world = await testWorld(plane(), { name: 'silence' });
    await world.create(24);
    await world.converged('the start');
  }, 120_000);

  afterAll(async () => {
    await operator.close();
    await proxy.close();
  });

  test('a network that lets nothing through and works again', async () => {
    proxy.hold();
    await world.disturb();
    await sleep(12_000);
    await world.disturb();
    proxy.release();
    await world.converged('a network that let nothing through for 12 s');
  }, 120_000);

  test('connections that are silent for good while new ones work', async () => {
    proxy.forget();
    await world.disturb();
    await world.converged('connections that went silent for good');
  }, 120_000);

  test('an API server that stands still, with all connections open', async () => {
    await world.disturb();
    plane().pauseApiServer();
    await sleep(20_000);
    plane().resumeApiServer();
    await world.disturb();
    await world.converged('an API server that stood still for 20 s');
  }, 120_000);

  /** How often a watch was told that its version is no longer known. */
  const gone = async () => {
    const { text } = await operator.http('/metrics');
    return Array.from(text.matchAll(/watch_operations_total\{.*outcome="gone"\} (\d+)/g)).reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };

  test('an API server that is stopped for a minute, and an etcd that forgets meanwhile what it knew before', async () => {
    const before = await gone();
    await world.disturb();
    await plane().stopApiServer();
    await compact(plane());
    await sleep(60_000);
    await plane().startApiServer();
    await world.disturb();
    await world.converged('an API server that was away for 60 s');
    expect(await gone()).toBeGreaterThan(before);
  }, 180_000);
});
