import { ApiError } from './errors.ts';
import { testClock } from './testClock.ts';
import { createWorkQueue, type Outcome, runWorkers } from './workQueue.ts';

function queue() {
  const clock = testClock();
  const metered: string[] = [];
  const note = (what: string) => (key: string) => void metered.push(`${what} ${key}`);
  const meter = { added: note('added'), started: note('started'), finished: note('finished') };
  return { clock, metered, keys: createWorkQueue({ clock, random: () => 0.5, meter }) };
}

/** Works on some keys, one after the other. @returns them */
async function workOn(keys: ReturnType<typeof queue>['keys'], count: number) {
  const done: (string | undefined)[] = [];
  for (let turn = 0; turn < count; turn++) {
    const key = await keys.next();
    done.push(key);
    if (key !== undefined) keys.done(key);
  }
  return done;
}

test('a key that is added often comes once', async () => {
  const { keys, metered } = queue();
  for (let time = 0; time < 3; time++) keys.add('wine', 'changed');
  keys.add('wine', 'routine');
  expect(keys.depth).toBe(1);
  expect(await workOn(keys, 1)).toEqual(['wine']);
  expect([keys.depth, metered]).toEqual([0, ['added wine', 'started wine', 'finished wine']]);
});

test('changed keys go before routine keys', async () => {
  const { keys } = queue();
  keys.add('routine', 'routine');
  keys.add('both', 'routine');
  keys.add('changed', 'changed');
  keys.add('both', 'changed');
  expect(await workOn(keys, 3)).toEqual(['changed', 'both', 'routine']);
});

test('routine keys get one turn in eight, whatever else waits', async () => {
  const { keys } = queue();
  keys.add('routine', 'routine');
  for (let at = 1; at <= 9; at++) keys.add(`changed ${at}`, 'changed');
  expect((await workOn(keys, 10)).indexOf('routine')).toBe(7);
});

test('a key is worked on by one worker, and changes meanwhile make one more turn', async () => {
  const { keys } = queue();
  keys.add('wine', 'changed');
  await keys.next();
  for (let time = 0; time < 3; time++) keys.add('wine', 'changed');
  let second: string | undefined;
  const waits = keys.next().then((key) => {
    second = key;
  });
  await Promise.resolve();
  expect([second, keys.depth]).toEqual([undefined, 0]);
  keys.done('wine');
  await waits;
  keys.done('wine');
  expect([second, keys.depth]).toEqual(['wine', 0]);
});

test('a delayed key comes at its time, or earlier when all are brought forward', async () => {
  const { keys, clock } = queue();
  keys.addAfter('soon', 100);
  keys.addAfter('late', 60_000);
  await clock.advance(100);
  expect(await workOn(keys, 1)).toEqual(['soon']);
  keys.bringForward(1000);
  await clock.advance(499);
  expect(keys.depth).toBe(0);
  await clock.advance(1);
  expect(await workOn(keys, 1)).toEqual(['late']);
});

test('a closed queue hands out nothing, to waiting workers and to later ones', async () => {
  const { keys, clock } = queue();
  const waits = keys.next();
  keys.addAfter('later', 100);
  keys.close();
  keys.add('wine', 'changed');
  await clock.advance(1000);
  expect([await waits, await keys.next(), keys.depth]).toEqual([undefined, undefined, 0]);
});

/** Workers on a queue, and the turns they took: key, time in milliseconds and failures before. */
function workers(work: (key: string, turn: number) => Promise<Outcome>) {
  const { clock, keys } = queue();
  const turns: string[] = [];
  const over = new AbortController();
  const options = { queue: keys, clock, random: () => 0.5, log: () => undefined, workers: 2 };
  const running = runWorkers(
    {
      ...options,
      work: (key, { failuresBefore }) => work(key, turns.push(`${key} at ${clock.monotonic()} after ${failuresBefore}`)),
    },
    { over: over.signal, working: over.signal },
  );
  const end = async () => {
    over.abort();
    await running;
  };
  return { clock, keys, turns, end };
}

test.each<{ what: string; error: Error; times: number[] }>([
  { what: 'an error', error: new Error('no'), times: [0, 3.75, 11.25] },
  { what: 'an unreachable API server', error: new ApiError('no', { kind: 'unreachable' }), times: [0, 37.5, 112.5] },
  { what: 'a Retry-After', error: new ApiError('no', { kind: 'throttled', retryAfterSeconds: 2 }), times: [0, 2250, 4500] },
])('after $what a key is tried again later each time', async ({ error, times }) => {
  const { clock, keys, turns, end } = workers((_, turn) => (turn < 3 ? Promise.reject(error) : Promise.resolve({ kind: 'done' })));
  keys.add('wine', 'changed');
  await clock.advance(60_000);
  expect(turns).toEqual(times.map((time, failures) => `wine at ${time} after ${failures}`));
  await end();
});

test.each<{ outcome: Outcome; turns: string[] }>([
  { outcome: { kind: 'done' }, turns: ['wine at 0 after 0'] },
  { outcome: { kind: 'giveUp', error: new Error('no') }, turns: ['wine at 0 after 0'] },
  { outcome: { kind: 'wait', milliseconds: 600 }, turns: ['wine at 0 after 0', 'wine at 600 after 0'] },
])('a turn that ends with $outcome.kind', async ({ outcome, turns: expected }) => {
  const { clock, keys, turns, end } = workers(async () => outcome);
  keys.add('wine', 'changed');
  await clock.advance(1000);
  expect(turns).toEqual(expected);
  await end();
});

test('a success after a common outage brings the other keys forward', async () => {
  let isDown = true;
  const { clock, keys, turns, end } = workers(async (): Promise<Outcome> => {
    if (isDown) throw new ApiError('no', { kind: 'unreachable', retryAfterSeconds: 600 });
    return { kind: 'done' };
  });
  for (let at = 1; at <= 5; at++) keys.add(`key ${at}`, 'changed');
  await clock.advance(1000);
  isDown = false;
  keys.add('key 6', 'changed');
  await clock.advance(5000);
  expect(turns).toHaveLength(11);
  await end();
});
