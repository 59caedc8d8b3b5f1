import { histogramCounts } from './histogramCounts.ts';

// Expected values: numpy 2.4 numpy.histogram(values, edges)[0]
test.each([
  { name: 'edges belong to the bin above, the last to the last bin', values: [0, 1, 2, 3, 3], expected: [1, 1, 3] },
  { name: 'what lies outside is counted nowhere', values: [-1, 0.5, 3.1, 2.5], expected: [1, 0, 1] },
  { name: 'NaN and infinities are counted nowhere', values: [Number.NaN, Infinity, -Infinity, 1], expected: [0, 1, 0] },
  { name: 'no values leave empty bins', values: [], expected: [0, 0, 0] },
])('$name', ({ values, expected }) => {
  expect(Array.from(histogramCounts(Object.freeze(values), [0, 1, 2, 3]))).toEqual(expected);
});

test('refuses a single edge', () => {
  expect(() => histogramCounts([1], [0])).toThrow(new RangeError('histogram needs at least two edges, got 1'));
});
