import { durationMilliseconds } from './durationMilliseconds.ts';
import { durationText } from './durationText.ts';

test.each([
  [10_000, '10s'],
  [5_400_000, '1h30m'],
  [90_061_001, '1d1h1m1s1ms'],
  [604_800_000, '7d'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
  expect(durationMilliseconds(text)).toBe(milliseconds);
});
