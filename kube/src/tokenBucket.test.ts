import { testClock } from './testClock.ts';
import { createTokenBucket } from './tokenBucket.ts';

/** A bucket, and when each of so many requests went out. */
function bucket(perSecond: number, burst: number) {
  const clock = testClock();
  const limit = createTokenBucket(clock, { perSecond, burst });
  const at: number[] = [];
  const ask = async (count: number) => {
    for (let one = 0; one < count; one++) void limit.take().then(() => at.push(clock.monotonic()));
    await clock.advance(0);
  };
  return { clock, limit, at, ask };
}

test('a burst goes at once, the rest at the rate', async () => {
  const { clock, at, ask } = bucket(10, 3);
  await ask(6);
  await clock.advance(1000);
  expect(at).toEqual([0, 0, 0, 100, 200, 300]);
});

test('what was not used fills the bucket, and no more', async () => {
  const { clock, at, ask } = bucket(10, 3);
  await ask(3);
  await clock.advance(60_000);
  await ask(5);
  await clock.advance(1000);
  expect(at.slice(3)).toEqual([60_000, 60_000, 60_000, 60_100, 60_200]);
});

test.each([3_600_000, -3_600_000])('a time of day that jumps by %i ms neither stops nor floods', async (by) => {
  const { clock, at, ask } = bucket(10, 1);
  await ask(1);
  clock.jump(by);
  await ask(3);
  await clock.advance(1000);
  expect(at).toEqual([0, 100, 200, 300]);
});

test('who gives up while waiting is told so', async () => {
  const { limit, ask } = bucket(10, 1);
  await ask(1);
  const controller = new AbortController();
  const taken = limit.take(controller.signal);
  controller.abort(new Error('given up'));
  await expect(taken).rejects.toThrow('given up');
});
