import { cramersV } from './cramersV.ts';
import { gTest } from './gTest.ts';
import { hellingerDistance } from './hellingerDistance.ts';
import { klDivergence } from './klDivergence.ts';
import { lInfinityDistance } from './lInfinityDistance.ts';
import { randomFromSeed } from './randomFromSeed.ts';
import { totalVariationDistance } from './totalVariationDistance.ts';
import { totalVariationTest } from './totalVariationTest.ts';

const distances = { cramersV, hellingerDistance, klDivergence, lInfinityDistance, totalVariationDistance };

test.each(Object.entries(distances))('%s: equal shares have distance 0, whatever the totals', (_name, distance) => {
  expect(distance([1, 3, 6], [10, 30, 60])).toBeCloseTo(0, 15);
});

test.each(Object.entries(distances))('%s refuses another number of bins, a negative weight and no weight', (_name, distance) => {
  for (const [p, q] of [
    [[1], [1, 2]],
    [
      [1, 1],
      [2, -1],
    ],
    [
      [0, 0],
      [1, 1],
    ],
  ] as const) {
    expect(() => distance(p, q)).toThrow(RangeError);
  }
});

test('disjoint distributions are as far apart as can be', () => {
  expect(hellingerDistance([1, 0], [0, 1])).toBe(1);
  expect(totalVariationDistance([1, 0], [0, 1])).toBe(1);
  expect(cramersV([1e6, 0], [0, 1e6])).toBeCloseTo(1, 12);
  expect(klDivergence([1, 0], [0, 1])).toBe(Number.POSITIVE_INFINITY);
});

// scipy 1.17.1 scipy.stats.power_divergence(observed, expected, lambda_='log-likelihood')
test.each([
  { name: 'counts near to each other', observed: [4, 6, 8], expected: [5, 5, 8], pValue: 0.817622013379844 },
  { name: 'a category that was not expected', observed: [4, 6, 8], expected: [10, 8, 0], pValue: 0 },
  { name: 'fewer rows than expected', observed: [4, 6, 8], expected: [40, 60, 80], pValue: 1 },
])('the G-test of $name', ({ observed, expected, pValue }) => {
  expect(gTest(observed, expected).pValue).toBeCloseTo(pValue, 12);
});

test.each([
  // The exact probability of a table at least as far apart: 2 / 252, the tables with an empty corner.
  { name: 'few rows, dealt one by one', reference: [5, 0], current: [0, 5], expected: 2 / 252 },
  // Fisher's exact test of the same table, where both orders agree: scipy 1.17.1 fisher_exact([[60, 40], [50, 50]])
  { name: 'many rows, dealt by category', reference: [60, 40], current: [50, 50], expected: 0.20070760013598074 },
])('the permutation test of $name comes near to the exact p-value', ({ reference, current, expected }) => {
  const { pValue } = totalVariationTest(reference, current, randomFromSeed(1));
  expect(Math.abs(pValue - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 1000));
});
