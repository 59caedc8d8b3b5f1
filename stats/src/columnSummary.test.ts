import { columnSummary } from './columnSummary.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';

test('summarises a column', () => {
  expect(columnSummary(Object.freeze([2, 4, 4, 4, 5, 5, 7, 9]))).toEqual({
    count: 8,
    mean: 5,
    standardDeviation: 2,
    minimum: 2,
    maximum: 9,
    median: 4.5,
    // numpy 2.4 numpy.quantile(column, [0.05, 0.25, 0.75, 0.95])
    quantiles: { p05: expect.closeTo(2.7, 12), p25: 4, p75: 5.5, p95: expect.closeTo(8.3, 12) },
  });
});

test('a constant has no deviation at all', () => {
  expect(meanAndDeviation(new Float64Array(1000).fill(0.1))).toEqual({ mean: 0.1, standardDeviation: 0 });
});

test('a large offset does not eat the deviation', () => {
  // numpy 2.4 numpy.std([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
  const { mean, standardDeviation } = meanAndDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
  expect(mean).toBe(1e9 + 10);
  expect(standardDeviation).toBeCloseTo(4.743416490252569, 12);
});

test('refuses an empty column', () => {
  expect(() => columnSummary([])).toThrow(new RangeError('summary needs at least one value, got none'));
  expect(() => meanAndDeviation([])).toThrow(new RangeError('mean needs at least one value, got none'));
});
