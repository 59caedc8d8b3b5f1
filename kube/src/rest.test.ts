import { setImmediate } from 'node:timers/promises';
import { createRest } from './rest.ts';

test('work rests when its slice of time is over', async () => {
  let [now, sleeps] = [0, 0];
  const rest = createRest({
    monotonic: () => now,
    sleep: async () => {
      sleeps++;
      now += 1;
    },
  });
  const resting = [0, 2, 4].map((at) => {
    now = at;
    return rest();
  });
  expect(resting.map((one) => one !== undefined)).toEqual([false, false, true]);
  await resting[2];
  expect([rest(), sleeps]).toEqual([undefined, 1]);
});

test('pieces of work that share a rest continue in different turns of the event loop', async () => {
  let [now, turn] = [0, 0];
  const rest = createRest({ monotonic: () => now, sleep: () => setImmediate() });
  const turns: number[] = [];
  const counting = (async () => {
    for (; turn < 50; turn++) await setImmediate();
  })();
  const work = async () => {
    for (let step = 0; step < 3; step++) {
      // A step takes longer than a slice.
      now += 5;
      await rest();
      turns.push(turn);
    }
  };
  await Promise.all([work(), work(), work(), work(), counting]);
  expect(turns).toHaveLength(12);
  expect(new Set(turns).size).toBe(12);
});
