import { chiSquareQuantile } from './chiSquareQuantile.ts';
import { normalQuantile } from './normalQuantile.ts';

// scipy 1.17.1 scipy.stats.norm.isf(tail)
test.each([
  { tail: 1e-300, expected: 37.0470962993612 },
  { tail: 1e-100, expected: 21.273453560965322 },
  { tail: 1e-10, expected: 6.361340902404056 },
  { tail: 0.001, expected: 3.090232306167813 },
  { tail: 0.025, expected: 1.9599639845400545 },
  { tail: 0.05, expected: 1.6448536269514729 },
  { tail: 0.3, expected: 0.5244005127080409 },
  { tail: 0.49, expected: 0.02506890825871106 },
  { tail: 0.7, expected: -0.5244005127080407 },
  { tail: 0.975, expected: -1.959963984540054 },
  { tail: 0.999, expected: -3.090232306167813 },
])('the normal quantile of a tail of $tail', ({ tail, expected }) => {
  expect(Math.abs(normalQuantile(tail) / expected - 1)).toBeLessThan(1e-12);
});

// scipy 1.17.1 scipy.stats.chi2.isf(tail, k)
test.each([
  { tail: 0.05, k: 1, expected: 3.8414588206941285 },
  { tail: 0.05, k: 9, expected: 16.91897760462045 },
  { tail: 0.99, k: 4, expected: 0.297109480506532 },
  { tail: 1e-12, k: 3, expected: 58.919755683202155 },
  { tail: 1e-100, k: 20, expected: 535.6059952832642 },
  { tail: 0.5, k: 1000, expected: 999.333412403381 },
  { tail: 0.05, k: 100000.0, expected: 100736.736177319 },
])('the chi-square quantile of a tail of $tail with $k degrees of freedom', ({ tail, k, expected }) => {
  expect(Math.abs(chiSquareQuantile(tail, k) / expected - 1)).toBeLessThan(1e-12);
});

test.each([0, 1, -0.1, Number.NaN])('refuses a tail of %s', (tail) => {
  expect(() => normalQuantile(tail)).toThrow(new RangeError(`normal quantile needs a probability between 0 and 1, got ${tail}`));
  expect(() => chiSquareQuantile(tail, 3)).toThrow(new RangeError(`chi-square quantile needs a probability between 0 and 1, got ${tail}`));
});
