import { createDelayedKeys } from './delayedKeys.ts';
import { testClock } from './testClock.ts';

function keysOnClock() {
  const clock = testClock();
  const due: string[] = [];
  const keys = createDelayedKeys(clock, (key) => due.push(`${key} at ${clock.monotonic()}`));
  return { clock, due, keys };
}

test('keys come at their times', async () => {
  const { clock, due, keys } = keysOnClock();
  keys.add('late', 200);
  keys.add('soon', 100);
  await clock.advance(1000);
  expect(due).toEqual(['soon at 100', 'late at 200']);
});

test('of several times of a key only the earliest counts', async () => {
  const { clock, due, keys } = keysOnClock();
  for (const after of [300, 100, 200]) keys.add('wine', after);
  await clock.advance(1000);
  expect(due).toEqual(['wine at 100']);
});

test('a key that came may be added again', async () => {
  const { clock, due, keys } = keysOnClock();
  keys.add('wine', 100);
  await clock.advance(150);
  keys.add('wine', 100);
  await clock.advance(1000);
  expect(due).toEqual(['wine at 100', 'wine at 250']);
});

test('keys are brought forward, except those that are due earlier', async () => {
  const { clock, due, keys } = keysOnClock();
  keys.add('soon', 10);
  keys.add('late', 100_000);
  keys.bringForward(() => 50);
  await clock.advance(1000);
  expect(due).toEqual(['soon at 10', 'late at 50']);
});

test('a wait of a month is no timer of a month', async () => {
  const { clock, due, keys } = keysOnClock();
  const month = 31 * 24 * 3_600_000;
  keys.add('wine', month);
  await clock.advance(month - 1);
  expect(due).toEqual([]);
  await clock.advance(1);
  expect(due).toEqual([`wine at ${month}`]);
});

test('a jump of the time of day changes nothing', async () => {
  const { clock, due, keys } = keysOnClock();
  keys.add('wine', 100);
  clock.jump(3_600_000);
  await clock.advance(99);
  expect(due).toEqual([]);
  clock.jump(-7_200_000);
  await clock.advance(1);
  expect(due).toEqual(['wine at 100']);
});

test('nothing comes once it is closed', async () => {
  const { clock, due, keys } = keysOnClock();
  keys.add('wine', 100);
  keys.close();
  keys.add('iris', 100);
  await clock.advance(1000);
  expect(due).toEqual([]);
});
