import { chiSquareSurvival } from './chiSquareSurvival.ts';

// Expected values: scipy 1.17 scipy.stats.chi2.sf(x, k)
test.each([
  { x: 0.5, k: 3, expected: 0.9188914116546758 },
  { x: 3.5, k: 5, expected: 0.6233876277495822 },
  { x: 66.9, k: 3, expected: 1.9672281819114285e-14 },
  { x: 460, k: 1, expected: 4.8071897649703165e-102 },
  { x: 5000, k: 4000, expected: 1.6633156038804178e-25 },
  { x: 900, k: 1000, expected: 0.9892827619087102 },
])('the upper tail beyond $x with $k degrees of freedom', ({ x, k, expected }) => {
  expect(Math.abs(chiSquareSurvival(x, k) / expected - 1)).toBeLessThan(1e-12);
});

test('nothing lies beyond infinity, everything beyond 0', () => {
  expect([chiSquareSurvival(Infinity, 3), chiSquareSurvival(0, 3)]).toEqual([0, 1]);
});

test('refuses no degrees of freedom', () => {
  expect(() => chiSquareSurvival(1, 0)).toThrow(RangeError);
});
