import { ApiError } from './errors.ts';
import { createLeaderElection, type LeaderElection, type LeaderElectionOptions } from './leaderElection.ts';
import type { RawObject } from './rawObject.ts';
import { type TestClock, testClock } from './testClock.ts';

const hour = 3_600_000;

/** The one lease of an API server, which has no clock. */
function leaseServer() {
  let lease: RawObject | undefined;
  let versions = 0;
  const store = (object: RawObject) => {
    lease = { ...object, metadata: { ...object.metadata, resourceVersion: String(++versions) } };
    return lease;
  };
  const conflict = () => new ApiError('another client was faster', { kind: 'conflict' });
  const client: LeaderElectionOptions['client'] = {
    async get() {
      if (lease === undefined) throw new ApiError('no such lease', { kind: 'notFound' });
      return lease;
    },
    async create(_, object) {
      if (lease !== undefined) throw conflict();
      return store(object);
    },
    async replace(_, object) {
      if (lease?.metadata.resourceVersion !== object.metadata.resourceVersion) throw conflict();
      return store(object);
    },
  };
  return {
    client,
    holder: () => (lease?.['spec'] as { holderIdentity?: string } | undefined)?.holderIdentity,
    remove: () => {
      lease = undefined;
    },
  };
}

type Server = ReturnType<typeof leaseServer>;

/** A process that contends for the lease, and its state. */
interface Candidate {
  readonly clock: TestClock;
  readonly election: LeaderElection;
  leading: boolean;
  /** Whether its requests reach the server; they hang when not. */
  reaches: boolean;
  stop(): Promise<void>;
}

/** @param clock its own: times of day differ between processes, the pace does not */
function candidate(server: Server, identity: string, clock = testClock()): Candidate {
  const reaching =
    <Given extends readonly unknown[], Response>(send: (...given: Given) => Promise<Response>) =>
    (...given: Given): Promise<Response> => {
      if (self.reaches) return send(...given);
      const signal = given.find((one) => one instanceof AbortSignal) ?? (given.at(-1) as { signal?: AbortSignal }).signal;
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    };
  const { get, create, replace } = server.client;
  const election = createLeaderElection({
    client: { get: reaching(get), create: reaching(create), replace: reaching(replace) } as LeaderElectionOptions['client'],
    namespace: 'operators',
    name: 'lease',
    identity,
    fieldManager: 'leader',
    clock,
    random: () => 0.5,
    log: () => undefined,
  });
  const stopped = new AbortController();
  const running = election.run(async ({ stop, fence }) => {
    self.leading = true;
    const over = AbortSignal.any([stop, fence]);
    if (!over.aborted) await new Promise((resolve) => over.addEventListener('abort', resolve));
    self.leading = false;
  }, stopped.signal);
  const self: Candidate = {
    clock,
    election,
    leading: false,
    reaches: true,
    async stop() {
      stopped.abort();
      await running;
    },
  };
  return self;
}

/** Lets time pass for all; no two of them may ever write. */
async function pass(seconds: number, candidates: readonly Candidate[]): Promise<void> {
  for (let step = 0; step < seconds * 10; step++) {
    for (const { clock } of candidates) await clock.advance(100);
    expect(candidates.filter(({ election }) => election.mayWrite()).length).toBeLessThan(2);
  }
}

async function pair() {
  const server = leaseServer();
  const first = candidate(server, 'first');
  await first.clock.advance(100);
  const second = candidate(server, 'second');
  const both = [first, second];
  await pass(5, both);
  const leaders = () => both.map(({ leading }) => leading);
  expect([leaders(), first.election.mayWrite()]).toEqual([[true, false], true]);
  return { server, first, second, leaders, pass: (seconds: number) => pass(seconds, both) };
}

test('a leader stays leader', async () => {
  const { leaders, pass: passes, server } = await pair();
  await passes(120);
  expect([leaders(), server.holder()]).toEqual([[true, false], 'first']);
});

test('a leader that is cut off stops by itself ten seconds after its last renewal, and the other leads five seconds later', async () => {
  const { first, leaders, pass: passes } = await pair();
  first.reaches = false;
  await passes(7);
  expect([leaders(), first.election.mayWrite()]).toEqual([[true, false], true]);
  await passes(3.1);
  expect([leaders(), first.election.mayWrite()]).toEqual([[false, false], false]);
  await passes(10);
  expect(leaders()).toEqual([false, true]);
  first.reaches = true;
  await passes(30);
  expect(leaders()).toEqual([false, true]);
});

test('a process that was suspended may not write when it resumes, before any timer fires', async () => {
  const { first, second, leaders, pass: passes } = await pair();
  await pass(20, [second]);
  first.clock.stall(20_000);
  expect([leaders(), first.election.mayWrite(), second.election.mayWrite()]).toEqual([[true, true], false, true]);
  await passes(5);
  expect(leaders()).toEqual([false, true]);
});

test('a lease that is deleted is created again by its holder', async () => {
  const { server, leaders, pass: passes } = await pair();
  server.remove();
  await passes(60);
  expect([leaders(), server.holder()]).toEqual([[true, false], 'first']);
});

test('a leader that stops releases the lease, and the other has it within two seconds', async () => {
  const { first, server, leaders, pass: passes } = await pair();
  await first.stop();
  expect(server.holder()).toBe('');
  await passes(2);
  expect(leaders()).toEqual([false, true]);
});

test('a lease that another process took meanwhile is not released', async () => {
  const { first, second, server, pass: passes } = await pair();
  first.reaches = false;
  await passes(25);
  first.reaches = true;
  await first.stop();
  expect([server.holder(), second.leading]).toEqual(['second', true]);
});

test.each([
  { what: 'the clock of the leader goes an hour forward', jump: (pairs: Awaited<ReturnType<typeof pair>>) => pairs.first.clock.jump(hour) },
  { what: 'the clock of the leader goes an hour back', jump: (pairs: Awaited<ReturnType<typeof pair>>) => pairs.first.clock.jump(-hour) },
  { what: 'the clock of the other goes an hour forward', jump: (pairs: Awaited<ReturnType<typeof pair>>) => pairs.second.clock.jump(hour) },
  { what: 'the clock of the other goes an hour back', jump: (pairs: Awaited<ReturnType<typeof pair>>) => pairs.second.clock.jump(-hour) },
])('$what: nothing changes', async ({ jump }) => {
  const both = await pair();
  jump(both);
  await both.pass(60);
  expect(both.leaders()).toEqual([true, false]);
});
