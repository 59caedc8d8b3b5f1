import { setTimeout as sleep } from 'node:timers/promises';
import type { RawObject } from '@modelmonitor/kube';
import { childTypes } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually, eventuallySteady } from '../../../test/controlPlane/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { watchedTypes } from '../caches/cachedKinds.ts';
import { installDefinitions, startTestOperator, type TestOperator } from '../testOperator.ts';
import { createTestWorld, type TestWorld } from './testWorld.ts';

const hour = 3_600_000;

/** An operator whose time of day is set by the test. */
interface Candidate {
  readonly proxy: FaultProxy;
  readonly operator: TestOperator;
  /** Milliseconds its time of day is ahead. */
  ahead: number;
}

// No garbage collector runs here.
await describeWithControlPlane('two operators and a hundred monitors', {}, (plane) => {
  let world: TestWorld;
  let leader: Candidate;
  let standby: Candidate;

  const start = async (): Promise<Candidate> => {
    const proxy = await startFaultProxy(plane());
    const candidate = { proxy, ahead: 0 };
    const clock = { now: () => Date.now() + candidate.ahead };
    return Object.assign(candidate, { operator: await startTestOperator(plane(), { kubeconfigPath: proxy.kubeconfigPath, clock }) });
  };

  beforeAll(async () => {
    await installDefinitions(plane());
    world = await createTestWorld(plane(), { name: 'stillness' });
    leader = await start();
    await eventually('a leader', () => leader.operator.leading());
    standby = await start();
    await eventually('two caches', () => standby.operator.ready());
    await world.create(100);
    await world.converged('a hundred monitors');
  }, 300_000);

  afterAll(async () => {
    await Promise.all([leader, standby].map(({ operator }) => operator.close()));
    await Promise.all([leader, standby].map(({ proxy }) => proxy.close()));
  });

  /** Resource version of every monitor and its objects. */
  const versions = async (): Promise<Record<string, string | undefined>> => {
    const types = [watchedTypes.monitor, ...Object.values(childTypes)];
    const lists = await Promise.all(types.map(async (type) => (await plane().client.get<{ items: RawObject[] }>(pathOf(type))).body.items));
    const kept = lists.flatMap((items, at) =>
      items.flatMap(({ metadata: { namespace = '', name, resourceVersion } }) =>
        namespace.startsWith('stillness-') ? [[`${types[at]?.kind} ${namespace}/${name}`, resourceVersion]] : [],
      ),
    );
    return Object.fromEntries(kept);
  };
  /** Waits until nothing is written any more. @returns the versions at that time */
  const still = async () => {
    // Why pods do not start is read some seconds after a change. Writes too: an operator that leads again writes everything once more, and no version changes.
    const state = async () => ({ before: await versions(), writes: leader.proxy.writes().length });
    return (await eventuallySteady('the end of all work', state, { everyMilliseconds: 8000, seconds: 150 })).before;
  };

  test('without changes nothing is written: for a minute every object keeps its version', async () => {
    const before = await still();
    expect(Object.keys(before).length).toBeGreaterThan(100 * 12);
    const written = leader.proxy.writes().length;
    await sleep(60_000);
    expect(await versions()).toEqual(before);
    expect(leader.proxy.writes().slice(written)).toEqual([]);
  }, 300_000);

  test.each([
    { what: 'the leader jumps an hour ahead, and that of the other back', ahead: hour },
    { what: 'the leader jumps two hours back, and that of the other ahead', ahead: -hour },
  ])(
    'the clock of $what: nothing is written, the leader stays, and the work continues',
    async ({ what, ahead }) => {
      const before = await still();
      const written = leader.proxy.writes().length;
      const renewed = leader.proxy.seen.length;
      const renewals = () => leader.proxy.seen.slice(renewed).filter(({ method, path }) => method === 'PUT' && path.includes('/leases'));
      leader.ahead = ahead;
      standby.ahead = -ahead;
      // By one of the clocks, the lease was renewed two hours ago, or will be in two hours.
      await eventually('renewals', () => renewals().length >= 2);
      await sleep(2000);
      // How long a pod has waited for a node is judged by the clock, and no pod of this cluster gets one: that alone may change a status.
      const objects = (all: Readonly<Record<string, unknown>>) => Object.entries(all).filter(([name]) => !name.startsWith('ModelMonitor '));
      expect(objects(await versions())).toEqual(objects(before));
      expect(
        leader.proxy
          .writes()
          .slice(written)
          .filter(({ path }) => !/\/(status|events)(\?|$)/.test(path)),
      ).toEqual([]);
      await world.disturb();
      await world.converged(what);
      expect(standby.proxy.writes()).toEqual([]);
      expect([leader, standby].map(({ operator }) => operator.leading())).toEqual([true, false]);
    },
    300_000,
  );
});
