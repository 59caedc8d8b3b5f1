import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import type { ControlPlane } from '../../../test/controlPlane/startControlPlane.ts';
import type { Fault } from '../../../test/faultProxy/fault.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';
import { createTestWorld, type TestWorld } from './testWorld.ts';

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Most requests per second to one path, during a fault of three seconds and until everything is repaired. */
const flood = 6;

/** Most lists of pods during the same: all monitors of a namespace have the same path, and `causeReader` bounds them together. */
const [causesPerSecond, causesAtOnce] = [10, 30];

const options = { controllerManager: true, prepare: (plane: ControlPlane) => installDefinitions(plane) };

await describeWithControlPlane('an API server with faulty responses', options, (plane) => {
  let proxy: FaultProxy;
  let operator: TestOperator;
  let world: TestWorld;

  beforeAll(async () => {
    proxy = await startFaultProxy(plane());
    operator = await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath });
    world = await createTestWorld(plane(), { name: 'answers', garbageCollected: true });
    await world.create(24);
    await world.converged('the start');
    await world.disturb();
    await world.converged('changes before the collector');
  }, 180_000);

  afterAll(async () => {
    await operator.close();
    await proxy.close();
  });

  test.each<{ what: string; faults: readonly Fault[] }>([
    { what: '410 inside every watch', faults: [{ watch: true, does: { streamError: 410 } }] },
    { what: '410 for every other watch', faults: [{ watch: true, share: 0.5, does: { answer: 410 } }] },
    { what: '429 with Retry-After for three in four', faults: [{ share: 0.75, does: { answer: 429, retryAfterSeconds: 1 } }] },
    { what: '500 for every other request', faults: [{ share: 0.5, does: { answer: 500 } }] },
    { what: '503 for everything', faults: [{ does: { answer: 503 } }] },
    { what: 'connections that are reset before the request arrives', faults: [{ share: 0.3, does: { reset: 'before' } }] },
    { what: 'connections that are reset after the write', faults: [{ methods: writes, share: 0.5, does: { reset: 'after' } }] },
    { what: 'connections that are reset within the answer', faults: [{ share: 0.3, does: { reset: 'within' } }] },
    { what: 'watches that are closed each second', faults: [{ watch: true, does: { endAfterMilliseconds: 1000 } }] },
    { what: 'watches that end within a line', faults: [{ watch: true, does: { endAfterMilliseconds: 0, midLine: true } }] },
    {
      what: 'everything late, and half of the answers to writes lost',
      faults: [
        { methods: writes, share: 0.5, does: { reset: 'after' } },
        { watch: false, does: { delayMilliseconds: 700 } },
      ],
    },
  ])(
    '$what: everything is repaired, without a flood of requests',
    async ({ what, faults }) => {
      const heal = faults.map((fault) => proxy.inject(fault));
      proxy.resetAll(); // a fault does not reach watches that are already open
      const [before, startedAt] = [proxy.seen.length, performance.now()];
      await world.disturb();
      await sleep(3000);
      await world.disturb();
      for (const end of heal) end();
      await world.converged(what);
      const seconds = (performance.now() - startedAt) / 1000;
      const mostOf = (request: string) => (request.endsWith('/pods') ? causesAtOnce + causesPerSecond * seconds : flood * seconds);
      const requestsByPath = Map.groupBy(
        proxy.seen.slice(before),
        ({ method, path, watch }) => `${method} ${path}${watch ? ' watch' : ''}`,
      );
      expect([...requestsByPath].filter(([request, { length }]) => length > mostOf(request)).map(([request]) => request)).toEqual([]);
    },
    90_000,
  );
});
