import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';
import { compact } from './compact.ts';
import { createTestWorld, type TestWorld } from './testWorld.ts';

// No garbage collector runs here: objects of deleted monitors remain, and the test world expects that.
await describeWithControlPlane('an API server that is silent', {}, (plane) => {
  let proxy: FaultProxy;
  let operator: TestOperator;
  let world: TestWorld;

  beforeAll(async () => {
    await installDefinitions(plane());
    proxy = await startFaultProxy(plane());
    operator = await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath });
    world = await createTestWorld(plane(), { name: 'silence' });
    await world.create(24);
    await world.converged('the start');
  }, 120_000);

  afterAll(async () => {
    await operator.close();
    await proxy.close();
  });

  test('a network that drops everything and works again', async () => {
    proxy.hold();
    await world.disturb();
    await sleep(12_000);
    await world.disturb();
    proxy.release();
    await world.converged('a network that dropped everything for 12 s');
  }, 120_000);

  test('connections that stay silent while new ones work', async () => {
    proxy.forget();
    await world.disturb();
    await world.converged('connections that stayed silent');
  }, 120_000);

  test('an API server that is suspended, with all connections open', async () => {
    await world.disturb();
    plane().pauseApiServer();
    await sleep(20_000);
    plane().resumeApiServer();
    await world.disturb();
    await world.converged('an API server that was suspended for 20 s');
  }, 120_000);

  /** Number of watches that were answered with 410. */
  const watchesGone = async () => {
    const { text } = await operator.http('/metrics');
    return Array.from(text.matchAll(/watch_operations_total\{.*outcome="gone"\} (\d+)/g)).reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };

  test('an API server that is stopped for a minute, while etcd is compacted', async () => {
    const before = await watchesGone();
    await world.disturb();
    await plane().stopApiServer();
    await compact(plane());
    await sleep(60_000);
    await plane().startApiServer();
    await world.disturb();
    await world.converged('an API server that was away for 60 s');
    expect(await watchesGone()).toBeGreaterThan(before);
  }, 180_000);
});
