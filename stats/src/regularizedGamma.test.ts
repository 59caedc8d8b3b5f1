import { assert, double, property } from 'fast-check';
import { regularizedGammaP, regularizedGammaQ } from './regularizedGamma.ts';

// Expected values: scipy 1.17 scipy.special.gammainc(a, x), scipy.special.gammaincc(a, x)
test.each([
  { a: 0.5, x: 0.1, lower: 0.34527915398142317, upper: 0.6547208460185768 },
  { a: 0.5, x: 33, lower: 0.9999999999999996, upper: 4.509229801533842e-16 },
  { a: 0.5, x: 1e-18, lower: 1.1283791670955125e-9, upper: 0.9999999988716208 },
  { a: 3, x: 50, lower: 1, upper: 2.509303552201055e-19 },
  { a: 5, x: 460, lower: 1, upper: 3.156044229996435e-191 },
  { a: 40, x: 10, lower: 7.341636314560681e-13, upper: 0.9999999999992658 },
  { a: 400, x: 500, lower: 0.9999983527807356, upper: 1.6472192644087128e-6 },
  { a: 2000, x: 2100, lower: 0.9863525323166297, upper: 0.013647467683370367 },
])('P and Q of shape $a at $x', ({ a, x, lower, upper }) => {
  expect(Math.abs(regularizedGammaP(a, x) / lower - 1)).toBeLessThan(1e-12);
  expect(Math.abs(regularizedGammaQ(a, x) / upper - 1)).toBeLessThan(1e-12);
});

// mpmath with 40 digits, gammainc(2000, 4000, regularized=True)
test('keeps its digits where double-precision libraries lose some', () => {
  expect(Math.abs(regularizedGammaQ(2000, 4000) / 2.636155742038685e-269 - 1)).toBeLessThan(2e-13);
});

test('the ends of the range are exact', () => {
  expect([regularizedGammaP(2, 0), regularizedGammaP(2, Infinity), regularizedGammaQ(2, 0), regularizedGammaQ(2, Infinity)]).toEqual([
    0, 1, 1, 0,
  ]);
});

test('a limit near the largest number leaves nothing above it', () => {
  expect(regularizedGammaQ(0.5, 1e308)).toBe(0);
});

test('P and Q add up to 1 and stay within it', () => {
  const shape = double({ min: 0.01, max: 3000, noNaN: true });
  assert(
    property(shape, double({ min: 0, max: 6000, noNaN: true }), (a, x) => {
      const [lower, upper] = [regularizedGammaP(a, x), regularizedGammaQ(a, x)];
      expect(Math.min(lower, upper)).toBeGreaterThanOrEqual(-1e-12);
      expect(Math.abs(lower + upper - 1)).toBeLessThan(1e-12);
    }),
  );
});

test.each([
  { name: 'a shape of 0', a: 0, x: 1, message: 'incomplete gamma needs a positive shape, got 0' },
  { name: 'an infinite shape', a: Infinity, x: 1, message: 'incomplete gamma needs a positive shape, got Infinity' },
  { name: 'a negative limit', a: 1, x: -1, message: 'incomplete gamma needs a limit of at least 0, got -1' },
  { name: 'a limit that is not a number', a: 1, x: Number.NaN, message: 'incomplete gamma needs a limit of at least 0, got NaN' },
])('refuses $name', ({ a, x, message }) => {
  expect(() => regularizedGammaP(a, x)).toThrow(new RangeError(message));
  expect(() => regularizedGammaQ(a, x)).toThrow(new RangeError(message));
});
