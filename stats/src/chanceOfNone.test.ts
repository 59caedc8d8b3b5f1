import { chanceOfNone } from './chanceOfNone.ts';

// Expected values: the product in rational numbers, Python's fractions.Fraction
test.each([
  { found: 1, rows: 10, trials: 10, expected: 0.5 },
  { found: 3, rows: 1000, trials: 100, expected: 0.7511095983477731 },
  { found: 500, rows: 1000, trials: 10, expected: 0.0010311894461582987 },
  { found: 0, rows: 1000, trials: 10, expected: 1 },
  { found: 7, rows: 10, trials: 0, expected: 1 },
])('$found of $rows leave out $trials new rows with probability $expected', ({ found, rows, trials, expected }) => {
  expect(chanceOfNone(found, rows, trials)).toBeCloseTo(expected, 12);
});

test('a million rows of that kind never stay out of a million new ones', () => {
  expect(chanceOfNone(1_000_000, 1_000_000, 1_000_000)).toBe(0);
});

test.each([
  [11, 10, 1],
  [Number.NaN, 10, 1],
  [1, 10, -1],
])('refuses %p of %p and %p trials', (found, rows, trials) => {
  expect(() => chanceOfNone(found, rows, trials)).toThrow(RangeError);
});
