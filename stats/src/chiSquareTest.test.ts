import { chiSquareTest } from './chiSquareTest.ts';

test.each([
  // scipy 1.17 scipy.stats.chisquare([10, 20, 30], [20, 20, 20])
  {
    name: 'different counts',
    observed: [10, 20, 30],
    expected: [20, 20, 20],
    statistic: 10,
    pValue: 0.006737946999085468,
    degreesOfFreedom: 2,
  },
  { name: 'equal counts', observed: [5, 5], expected: [5, 5], statistic: 0, pValue: 1, degreesOfFreedom: 1 },
  { name: 'a category that was never expected', observed: [9, 1], expected: [10, 0], statistic: Infinity, pValue: 0, degreesOfFreedom: 1 },
  { name: 'a single category', observed: [7], expected: [7], statistic: 0, pValue: 1, degreesOfFreedom: 0 },
])('tests $name', ({ observed, expected, statistic, pValue, degreesOfFreedom }) => {
  const result = chiSquareTest(Object.freeze(observed), Object.freeze(expected));
  expect(result).toEqual({ statistic, pValue: expect.closeTo(pValue, 14), degreesOfFreedom });
});

test('a category that neither side has adds nothing but a degree of freedom', () => {
  expect(chiSquareTest([10, 20, 0], [15, 15, 0])).toEqual({
    ...chiSquareTest([10, 20, 0], [15, 15, 0]),
    statistic: chiSquareTest([10, 20], [15, 15]).statistic,
    degreesOfFreedom: 2,
  });
});

test('a lost category keeps the digits of a tiny p-value', () => {
  // scipy 1.17 scipy.stats.chisquare(f_obs=[500, 300, 200, 0], f_exp=[420, 330, 200, 50])
  const { pValue } = chiSquareTest([500, 300, 200, 0], [420, 330, 200, 50]);
  expect(Math.abs(pValue / 1.1637141148626874e-14 - 1)).toBeLessThan(1e-12);
});

test.each([
  { name: 'no categories', observed: [], expected: [], message: 'chi-square needs as many expected as observed counts, got 0 and 0' },
  {
    name: 'different lengths',
    observed: [1],
    expected: [1, 0],
    message: 'chi-square needs as many expected as observed counts, got 2 and 1',
  },
  {
    name: 'different totals',
    observed: [1, 2],
    expected: [2, 2],
    message: 'chi-square needs expected counts of the observed total 3, got 4',
  },
  { name: 'a negative count', observed: [-1, 2], expected: [1, 0], message: 'chi-square needs counts of at least 0, got -1 in category 0' },
  { name: 'NaN', observed: [1, 2], expected: [1, Number.NaN], message: 'chi-square needs counts of at least 0, got NaN in category 1' },
])('refuses $name', ({ observed, expected, message }) => {
  expect(() => chiSquareTest(observed, expected)).toThrow(new RangeError(message));
});
