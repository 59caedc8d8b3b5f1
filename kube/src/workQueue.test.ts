import { testClock } from './testClock.ts';
import { createWorkQueue } from './workQueue.ts';

function queue() {
  const clock = testClock();
  const told: string[] = [];
  const tell = (what: string) => (key: string) => void told.push(`${what} ${key}`);
  const meter = { added: tell('added'), started: tell('started'), finished: tell('finished') };
  return { clock, told, keys: createWorkQueue({ clock, random: () => 0.5, meter }) };
}

/** Works on so many keys, one after the other. */
async function worked(keys: ReturnType<typeof queue>['keys'], count: number) {
  const done: (string | undefined)[] = [];
  for (let turn = 0; turn < count; turn++) {
    const key = await keys.next();
    done.push(key);
    if (key !== undefined) keys.done(key);
  }
  return done;
}

test('a key that is added often comes once', async () => {
  const { keys, told } = queue();
  for (let time = 0; time < 3; time++) keys.add('wine', 'changed');
  keys.add('wine', 'routine');
  expect(keys.depth).toBe(1);
  expect(await worked(keys, 1)).toEqual(['wine']);
  expect([keys.depth, told]).toEqual([0, ['added wine', 'started wine', 'finished wine']]);
});

test('what changed goes before what is only looked at again', async () => {
  const { keys } = queue();
  keys.add('routine', 'routine');
  keys.add('both', 'routine');
  keys.add('changed', 'changed');
  keys.add('both', 'changed');
  expect(await worked(keys, 3)).toEqual(['changed', 'both', 'routine']);
});

test('what is routine gets one turn in eight, whatever else waits', async () => {
  const { keys } = queue();
  keys.add('routine', 'routine');
  for (let at = 1; at <= 9; at++) keys.add(`changed ${at}`, 'changed');
  expect((await worked(keys, 10)).indexOf('routine')).toBe(7);
});

test('nobody else gets a key that is worked on, and what happens meanwhile makes one more turn', async () => {
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

test('a key of later comes in its time, or sooner when everything is hastened', async () => {
  const { keys, clock } = queue();
  keys.addAfter('soon', 100);
  keys.addAfter('late', 60_000);
  await clock.advance(100);
  expect(await worked(keys, 1)).toEqual(['soon']);
  keys.bringForward(1000);
  await clock.advance(499);
  expect(keys.depth).toBe(0);
  await clock.advance(1);
  expect(await worked(keys, 1)).toEqual(['late']);
});

test('a queue that is closed gives nothing to those who wait, and nothing to those who come', async () => {
  const { keys, clock } = queue();
  const waits = keys.next();
  keys.addAfter('later', 100);
  keys.close();
  keys.add('wine', 'changed');
  await clock.advance(1000);
  expect([await waits, await keys.next(), keys.depth]).toEqual([undefined, undefined, 0]);
});
