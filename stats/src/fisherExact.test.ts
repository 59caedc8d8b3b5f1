import { fisherExact } from './fisherExact.ts';
import { hypergeometricProbability } from './hypergeometricProbability.ts';

// scipy 1.17.1 scipy.stats.fisher_exact; of a million rows, mpmath 1.3 with 40 digits (scipy has 9 to 10 there)
test.each([
  { table: [8, 2, 1, 5], expected: 0.034965034965034975 },
  { table: [3, 1, 1, 3], expected: 0.48571428571428565 },
  { table: [0, 10, 10, 0], expected: 1.082508822446903e-5 },
  { table: [5, 5, 5, 5], expected: 1 },
  { table: [7, 0, 5, 3], expected: 0.2 },
  { table: [10, 90, 20, 80], expected: 0.07342758972137636 },
  { table: [1000, 9000, 1100, 8900], expected: 0.022378874800480137 },
  { table: [1, 999_999, 12, 999_988], expected: 0.003417873535894165 },
  { table: [300_000, 700_000, 302_000, 698_000], expected: 0.0020589147959258086 },
] as const)('the two-sided p-value of $table', ({ table: [a, b, c, d], expected }) => {
  for (const [reference, current] of [
    [
      [a, b],
      [c, d],
    ],
    [
      [c, d],
      [a, b],
    ],
    [
      [b, a],
      [d, c],
    ],
  ] as const) {
    expect(Math.abs(fisherExact(reference, current).pValue / expected - 1)).toBeLessThan(1e-11);
  }
});

test('an empty side or category is no evidence', () => {
  expect(fisherExact([0, 0], [3, 4])).toEqual({ statistic: 1, pValue: 1 });
  expect(fisherExact([3, 0], [4, 0])).toEqual({ statistic: 1, pValue: 1 });
});

test('refuses a count that is not whole', () => {
  expect(() => fisherExact([1.5, 2], [3, 4])).toThrow(new RangeError('fisher needs whole counts of at least 0, got 1.5'));
});

test('the probabilities of all counts add up to 1', () => {
  const urn = { balls: 3000, marked: 1200, drawn: 700 };
  let sum = 0;
  for (let count = -1; count <= 701; count++) sum += hypergeometricProbability(count, urn);
  expect(sum).toBeCloseTo(1, 12);
});
