import { testClock } from './testClock.ts';
import { createTokenBucket } from './tokenBucket.ts';

/** A bucket, and when each request was sent. */
function bucket(perSecond: number, burst: number) {
  const clock = testClock();
  const limit = createTokenBucket(clock, { perSecond, burst });
  const at: number[] = [];
  const send = async (count: number) => {
    for (let one = 0; one < count; one++) void limit.take().then(() => at.push(clock.monotonic()));
    await clock.advance(0);
  };
  return { clock, limit, at, send };
}

test('a burst is sent at once, the rest at the rate', async () => {
  const { clock, at, send } = bucket(10, 3);
  await send(6);
  await clock.advance(1000);
  expect(at).toEqual([0, 0, 0, 100, 200, 300]);
});

test('unused tokens fill the bucket, and no more', async () => {
  const { clock, at, send } = bucket(10, 3);
  await send(3);
  await clock.advance(60_000);
  await send(5);
  await clock.advance(1000);
  expect(at.slice(3)).toEqual([60_000, 60_000, 60_000, 60_100, 60_200]);
});

test.each([3_600_000, -3_600_000])('a time of day that jumps by %i ms neither stops nor floods', async (by) => {
  const { clock, at, send } = bucket(10, 1);
  await send(1);
  clock.jump(by);
  await send(3);
  await clock.advance(1000);
  expect(at).toEqual([0, 100, 200, 300]);
});

test('a wait that is aborted rejects', async () => {
  const { limit, send } = bucket(10, 1);
  await send(1);
  const controller = new AbortController();
  const taken = limit.take(controller.signal);
  controller.abort(new Error('given up'));
  await expect(taken).rejects.toThrow('given up');
});

test('a token is taken without waiting only if there is a whole one', async () => {
  const { clock, limit } = bucket(10, 2);
  expect([limit.tryTake(), limit.tryTake(), limit.tryTake()]).toEqual([true, true, false]);
  await clock.advance(99);
  expect(limit.tryTake()).toBe(false);
  await clock.advance(2);
  expect([limit.tryTake(), limit.tryTake()]).toEqual([true, false]);
});
