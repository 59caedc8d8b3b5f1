import { assert, double, integer, property } from 'fast-check';
import { kolmogorovTwoSidedSurvival } from './kolmogorovTwoSidedSurvival.ts';

// Expected values: scipy 1.17 scipy.stats.kstwo.sf(d, n); each row is another branch of the method
test.each([
  { name: 'one row', rows: 1, distance: 0.7, expected: 0.6000000000000001 },
  { name: 'at most one step', rows: 5, distance: 0.15, expected: 0.9988 },
  { name: 'a small matrix', rows: 10, distance: 0.274, expected: 0.3715203845434957 },
  { name: 'a matrix', rows: 50, distance: 0.1, expected: 0.6623112704658186 },
  { name: 'a matrix where the tail begins', rows: 100, distance: 0.19, expected: 0.0012339926382722768 },
  { name: 'few rows in the tail', rows: 140, distance: 0.25, expected: 3.391572437071032e-8 },
  { name: 'more than half', rows: 20, distance: 0.6, expected: 2.0483011649719853e-7 },
  { name: 'almost all', rows: 20, distance: 0.97, expected: 6.973568802000124e-31 },
  { name: 'many rows, hardly a step', rows: 500, distance: 0.0012, expected: 1 },
  { name: 'many rows, a small matrix', rows: 500, distance: 0.01, expected: 0.9999999991073389 },
  { name: 'many rows, the series', rows: 1000, distance: 0.03, expected: 0.3226902143914636 },
  { name: 'many rows in the tail', rows: 1000, distance: 0.05, expected: 0.013012074781090332 },
  { name: 'the far tail', rows: 5000, distance: 0.2, expected: 9.004289573855005e-176 },
  { name: 'more than half of many', rows: 909, distance: 0.5, expected: 1.158756287809909e-210 },
  { name: 'very many rows, the series', rows: 200_000, distance: 0.002, expected: 0.39995085369038097 },
  { name: 'rows beyond the sum', rows: 2_000_000, distance: 0.002, expected: 2.247704493692889e-7 },
])('agrees with scipy for $name', ({ rows, distance, expected }) => {
  expect(Math.abs(kolmogorovTwoSidedSurvival(rows, distance) / expected - 1)).toBeLessThan(1e-10);
});

test('is 1 without a distance and 0 from 1 on', () => {
  expect([0, 1, 2].map((distance) => kolmogorovTwoSidedSurvival(30, distance))).toEqual([1, 0, 0]);
  expect(kolmogorovTwoSidedSurvival(100_000, 0.4)).toBe(0);
});

test('falls as the distance grows', () => {
  const distance = double({ min: 0, max: 1, noNaN: true });
  assert(
    property(integer({ min: 1, max: 140 }), distance, distance, (rows, a, b) => {
      const [near, far] = [Math.min(a, b), Math.max(a, b)].map((d) => kolmogorovTwoSidedSurvival(rows, d));
      expect((near ?? 0) - (far ?? 0)).toBeGreaterThan(-1e-9);
    }),
    { numRuns: 50 },
  );
});

test.each([
  { name: 'half a row', rows: 1.5, distance: 0.1, message: 'kolmogorov survival needs a positive integer of rows, got 1.5' },
  { name: 'no rows', rows: 0, distance: 0.1, message: 'kolmogorov survival needs a positive integer of rows, got 0' },
  { name: 'no number', rows: 5, distance: Number.NaN, message: 'kolmogorov survival needs a distance, got NaN' },
])('refuses $name', ({ rows, distance, message }) => {
  expect(() => kolmogorovTwoSidedSurvival(rows, distance)).toThrow(new RangeError(message));
});
