import { twoProportionZTest } from './twoProportionZTest.ts';

const counts = (referenceSuccesses: number, referenceRows: number, currentSuccesses: number, currentRows: number) => ({
  referenceSuccesses,
  referenceRows,
  currentSuccesses,
  currentRows,
});

test.each([
  // statsmodels 0.15 proportions_ztest([50, 65], [100, 100])
  { name: 'different shares', given: counts(50, 100, 65, 100), statistic: -2.1455956195564547, pValue: 0.03190525523659653 },
  { name: 'equal shares', given: counts(1, 4, 2, 8), statistic: 0, pValue: 1 },
  { name: 'no success anywhere', given: counts(0, 30, 0, 20), statistic: 0, pValue: 1 },
  { name: 'nothing but successes', given: counts(30, 30, 20, 20), statistic: 0, pValue: 1 },
  // √50 exactly; scipy 1.17 2 * scipy.stats.norm.sf(math.sqrt(50))
  {
    name: 'opposite constants, in the far tail',
    given: counts(0, 30, 20, 20),
    statistic: -7.0710678118654755,
    pValue: 1.5374597944280349e-12,
  },
])('tests $name', ({ given, statistic, pValue }) => {
  const result = twoProportionZTest(Object.freeze(given));
  expect(result.statistic).toBeCloseTo(statistic, 12);
  expect(Math.abs(result.pValue / pValue - 1)).toBeLessThan(1e-12);
});

test('swapping the sides turns the sign and keeps the p-value', () => {
  const [forth, back] = [twoProportionZTest(counts(3, 40, 9, 50)), twoProportionZTest(counts(9, 50, 3, 40))];
  expect(forth).toEqual({ statistic: -back.statistic, pValue: back.pValue });
});

test.each([
  { name: 'no rows', given: counts(0, 0, 1, 2), message: 'z-test needs reference rows, got 0' },
  { name: 'more successes than rows', given: counts(1, 2, 3, 2), message: 'z-test needs current successes from 0 to 2, got 3' },
  { name: 'NaN', given: counts(Number.NaN, 2, 1, 2), message: 'z-test needs reference successes from 0 to 2, got NaN' },
])('refuses $name', ({ given, message }) => {
  expect(() => twoProportionZTest(given)).toThrow(new RangeError(message));
});
