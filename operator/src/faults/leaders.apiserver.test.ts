import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { eventually } from '../../../test/controlPlane/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../../test/faultProxy/faultProxy.ts';
import { isWrite, type SeenRequest } from '../../../test/faultProxy/seenRequest.ts';
import { createTestNamespace } from '../testMonitor.ts';
import { installDefinitions } from '../testOperator.ts';
import { type OperatorProcess, startOperatorProcess } from '../testProcess.ts';
import { createTestWorld, type TestWorld } from './testWorld.ts';

/** An operator in a process of its own, and the proxy between it and the API server, which records its writes. */
interface Candidate {
  readonly proxy: FaultProxy;
  readonly operator: OperatorProcess;
}

const lease = '/apis/coordination.k8s.io/v1/namespaces/operators/leases/modelmonitor-operator';

// No garbage collector runs here.
await describeWithControlPlane('operators that contend for the lease', {}, (plane) => {
  const proxies: FaultProxy[] = [];
  let candidates: Candidate[];
  let world: TestWorld;

  const start = async (): Promise<Candidate> => {
    const proxy = await startFaultProxy(plane());
    proxies.push(proxy);
    return { proxy, operator: await startOperatorProcess(proxy.kubeconfigPath, ['--lease-namespace', 'operators']) };
  };
  /** The one that leads and the other one. */
  const roles = async (): Promise<{ leader: Candidate; standby: Candidate }> =>
    eventually('a leader', async () => {
      const leads = await Promise.all(candidates.map(({ operator }) => operator.leads()));
      const [leader] = candidates.filter((_, at) => leads[at]);
      const [standby] = candidates.filter((_, at) => !leads[at]);
      return leader && standby && { leader, standby };
    });
  /** Disturbs the leader in the middle of writing. @returns when that was */
  const amidWrites = async ({ proxy }: Candidate, happens: (() => void) | (() => Promise<unknown>)): Promise<number> => {
    const heal = proxy.inject({ methods: ['PATCH'], does: { delayMilliseconds: 300 } });
    const before = proxy.writes().length;
    const isBusy = () => proxy.writes().length > before + 20 && proxy.seen.some(isUnderWay);
    const disturbed = world.disturb();
    await eventually('writes', isBusy, { everyMilliseconds: 5 });
    const since = performance.now();
    await happens();
    heal();
    await disturbed;
    return since;
  };

  beforeAll(async () => {
    await installDefinitions(plane());
    await createTestNamespace(plane(), 'operators');
    world = await createTestWorld(plane(), { name: 'leaders' });
    candidates = await Promise.all([start(), start()]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(candidates.map(({ operator }) => operator.end('SIGKILL')));
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  test('of two operators that start together one writes', async () => {
    await world.create(24);
    await world.converged('two operators at once');
    await world.disturb();
    await world.converged('changes before two operators');
    const { leader, standby } = await roles();
    expect(leader.proxy.writes().length).toBeGreaterThan(24 * 12);
    expect(standby.proxy.writes()).toEqual([]);
  }, 90_000);

  test('a lease that is deleted stays with its holder', async () => {
    const { leader, standby } = await roles();
    const deletedAt = performance.now();
    await plane().client.delete(lease);
    await eventually('the lease', async () => (await plane().client.get(lease)).status === 200);
    await world.disturb();
    await eventually('three renewals', () => leaseRequestsSince(leader.proxy, deletedAt, 'PUT') >= 3);
    await world.converged('a lease that was deleted');
    expect(await leader.operator.leads()).toBe(true);
    expect(standby.proxy.writes()).toEqual([]);
  }, 90_000);

  test('a leader that is killed while it writes: the other one leads when the lease has expired', async () => {
    const { leader, standby } = await roles();
    const since = await amidWrites(leader, () => leader.operator.end('SIGKILL'));
    await world.disturb();
    await world.converged('a leader that was killed');
    expect(writesAfterFirst(leader.proxy, { next: standby.proxy, since })).toEqual([]);
    candidates = [standby, await start()];
  }, 90_000);

  test('a leader whose network hangs while it writes: it stops by itself, and none of its writes arrives later', async () => {
    const { leader, standby } = await roles();
    const since = await amidWrites(leader, leader.proxy.hold);
    await world.disturb();
    // It receives nothing, so that only its own clock can stop it.
    await eventually('the fence', async () => !(await leader.operator.leads()), { seconds: 60 });
    await world.converged('the network of a leader that hung');
    const releasedAt = performance.now();
    leader.proxy.release();
    await eventually('the former leader on standby', () => leaseRequestsSince(leader.proxy, releasedAt, 'GET') >= 2);
    await world.disturb();
    await world.converged('the network of a former leader that came back');
    expect(writesAfterFirst(leader.proxy, { next: standby.proxy, since })).toEqual([]);
    expect(await standby.operator.leads()).toBe(true);
  }, 120_000);

  test('a leader that is suspended while it writes: it knows when it resumes that it no longer leads', async () => {
    const { leader, standby } = await roles();
    const since = await amidWrites(leader, () => process.kill(leader.operator.pid, 'SIGSTOP'));
    await world.disturb();
    await world.converged('a leader that stood still');
    const resumedAt = performance.now();
    process.kill(leader.operator.pid, 'SIGCONT');
    await eventually('the end of its term', async () => !(await leader.operator.leads()));
    await eventually('the former leader on standby', () => leaseRequestsSince(leader.proxy, resumedAt, 'GET') >= 2);
    expect(writesAfterFirst(leader.proxy, { next: standby.proxy, since })).toEqual([]);
  }, 120_000);
});

/** Requests for the lease that a proxy has received since a time. */
function leaseRequestsSince({ seen }: FaultProxy, since: number, method: 'GET' | 'PUT'): number {
  return seen.filter((request) => request.receivedAt > since && request.path === lease && request.method === method).length;
}

function isUnderWay(request: SeenRequest): boolean {
  return isWrite(request) && request.endedAt === undefined;
}

/** Writes of the former leader after the first write of its successor, or under way at that time. */
function writesAfterFirst(former: FaultProxy, { next, since }: { next: FaultProxy; since: number }): string[] {
  const first = next.writes().find(({ forwardedAt = 0 }) => forwardedAt > since);
  if (first?.forwardedAt === undefined) throw new Error('the successor wrote nothing');
  const { forwardedAt } = first;
  return former
    .writes()
    .filter(({ endedAt = Number.POSITIVE_INFINITY }) => endedAt > forwardedAt)
    .map(({ method, path, endedAt = Number.POSITIVE_INFINITY }) => `${method} ${path} ended ${endedAt - forwardedAt} ms after`);
}
