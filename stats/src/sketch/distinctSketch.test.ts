import { DISTINCT_ERROR, distinctEstimate, distinctSketch, mergedDistinct } from './distinctSketch.ts';
import { textHash } from './textHash.ts';

const texts = (from: number, to: number, prefix = 'user ') => Array.from({ length: to - from }, (_, index) => `${prefix}${from + index}`);

test.each([0, 1, 10, 100, 1000, 10_000, 100_000])('%d different texts are counted to three standard errors', (count) => {
  const estimate = distinctEstimate(distinctSketch(texts(0, count)));
  expect(Math.abs(estimate - count)).toBeLessThanOrEqual(3 * DISTINCT_ERROR * count);
});

test('the root mean square error over many sets is the one stated', () => {
  const errors = Array.from({ length: 100 }, (_, set) => distinctEstimate(distinctSketch(texts(0, 2000, `${set}/`))) / 2000 - 1);
  const rootMeanSquare = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  expect(rootMeanSquare).toBeLessThan(1.2 * DISTINCT_ERROR);
});

test('texts that come twice, in both halves or in another order count once', () => {
  const whole = distinctSketch(texts(0, 3000));
  expect(mergedDistinct(distinctSketch(texts(1000, 3000)), distinctSketch([...texts(0, 2000)].reverse()))).toEqual(whole);
});

test('a hash tells texts apart that differ by order, length or a trailing zero unit', () => {
  const hashes = ['', '\u0000', '\u0000\u0000', 'ab', 'ba', 'a', 'aa'].map((text) => textHash(text).join());
  expect(new Set(hashes).size).toBe(hashes.length);
});
