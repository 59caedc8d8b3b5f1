import { histogramCounts } from './histogramCounts.ts';
import { histogramCountsOfSorted } from './histogramCountsOfSorted.ts';
import { randomFromSeed } from './randomFromSeed.ts';

const random = randomFromSeed(11);

test.each([
  { name: 'real numbers', values: () => random() * 10, edges: [0, 2.5, 5, 7.5, 10] },
  { name: 'values on the edges', values: () => Math.floor(random() * 5), edges: [0, 1, 2, 3, 4] },
  { name: 'values outside', values: () => random() * 10 - 5, edges: [-1, 0, 1] },
  { name: 'two edges', values: () => Math.floor(random() * 3), edges: [0, 2] },
])('$name are counted as histogramCounts counts them', ({ values, edges }) => {
  const sorted = Float64Array.from({ length: 500 }, values).sort();
  expect(histogramCountsOfSorted(sorted, edges)).toEqual(histogramCounts(sorted, edges));
});

test('one edge makes no bin', () => {
  expect(() => histogramCountsOfSorted([1], [1])).toThrow(new RangeError('histogram needs at least two edges, got 1'));
});
