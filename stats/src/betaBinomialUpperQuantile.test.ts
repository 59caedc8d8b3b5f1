import { betaBinomialUpperQuantile } from './betaBinomialUpperQuantile.ts';

// Expected values: scipy 1.17.1, scipy.stats.betabinom.isf(probability, trials, a, b)
test.each([
  { trials: 100, a: 2, b: 999, probability: 0.01, expected: 2 },
  { trials: 100, a: 2, b: 999, probability: 0.0004, expected: 3 },
  { trials: 1000, a: 2, b: 999, probability: 0.0004, expected: 14 },
  { trials: 10_000, a: 2, b: 999, probability: 0.0004, expected: 106 },
  { trials: 1000, a: 51, b: 951, probability: 0.0004, expected: 88 },
  { trials: 10_000, a: 1, b: 10_000, probability: 1e-6, expected: 19 },
  { trials: 1000, a: 0.05, b: 20, probability: 0.001, expected: 132 },
  { trials: 500, a: 400, b: 2, probability: 0.01, expected: 500 },
  { trials: 100, a: 51, b: 51, probability: 0.9, expected: 41 },
  { trials: 50, a: 1, b: 1, probability: 0.5, expected: 25 },
  { trials: 1_000_000, a: 101, b: 9901, probability: 0.0004, expected: 13_805 },
  { trials: 0, a: 2, b: 3, probability: 0.01, expected: 0 },
  { trials: 10, a: 3, b: 4, probability: 1, expected: 0 },
])('$trials trials, a $a, b $b, probability $probability give $expected', ({ probability, expected, ...variable }) => {
  expect(betaBinomialUpperQuantile(variable, probability)).toBe(expected);
});

test('far more trials than a + b keep the share, half a per cent too wide at most', () => {
  // scipy 1.17.1: betabinom.isf(0.0004, 10_000_000, 2, 999)
  const quantile = betaBinomialUpperQuantile({ trials: 10_000_000, a: 2, b: 999 }, 0.0004);
  expect(quantile / 101_971).toBeGreaterThanOrEqual(1);
  expect(quantile / 101_971).toBeLessThan(1.005);
});

test.each([
  { name: 'a part of a trial', variable: { trials: 1.5, a: 1, b: 1 }, message: 'trials of at least 0, got 1.5' },
  { name: 'a shape of 0', variable: { trials: 1, a: 0, b: 1 }, message: 'a positive shape a, got 0' },
  { name: 'a second shape below 1', variable: { trials: 1, a: 1, b: 0.5 }, message: 'a shape b of at least 1, got 0.5' },
  { name: 'not a number', variable: { trials: 1, a: Number.NaN, b: 1 }, message: 'a positive shape a, got NaN' },
])('refuses $name', ({ variable, message }) => {
  expect(() => betaBinomialUpperQuantile(variable, 0.01)).toThrow(new RangeError(`beta-binomial needs ${message}`));
});

test('refuses a probability of 0', () => {
  expect(() => betaBinomialUpperQuantile({ trials: 1, a: 1, b: 1 }, 0)).toThrow('a probability from 1e-12 to 1, got 0');
});
