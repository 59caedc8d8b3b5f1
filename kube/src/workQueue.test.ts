import { testClock } from './testClock.ts';
import { createWorkQueue } from './workQueue.ts';

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
