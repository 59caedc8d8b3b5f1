import { backoff } from './backoff.ts';

const bounds = { firstMilliseconds: 100, mostMilliseconds: 2000 };

test.each([
  { failures: 1, random: 0, wait: 50 },
  { failures: 1, random: 0.5, wait: 75 },
  { failures: 2, random: 0, wait: 100 },
  { failures: 5, random: 0, wait: 800 },
  { failures: 6, random: 0, wait: 1000 },
  { failures: 5000, random: 0, wait: 1000 },
])('after $failures failures, with chance at $random, the wait is $wait ms', ({ failures, random, wait }) => {
  expect(backoff(bounds, failures, random)).toBe(wait);
});
