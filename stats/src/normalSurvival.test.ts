import { assert, double, property } from 'fast-check';
import { normalSurvival } from './normalSurvival.ts';

// Expected values: scipy 1.17 scipy.stats.norm.sf(z)
test.each([
  { z: -1.5, expected: 0.9331927987311419 },
  { z: 0, expected: 0.5 },
  { z: 1.959963984540054, expected: 0.025 },
  { z: 7.65, expected: 1.0048965656526223e-14 },
  { z: 21.3, expected: 5.6760561621352516e-101 },
  { z: 37, expected: 5.7255712225239266e-300 },
])('the upper tail beyond $z', ({ z, expected }) => {
  expect(Math.abs(normalSurvival(z) / expected - 1)).toBeLessThan(1e-12);
});

test('the infinities are certain', () => {
  expect([normalSurvival(-Infinity), normalSurvival(Infinity)]).toEqual([1, 0]);
});

test('falls as z grows', () => {
  const z = double({ min: -8, max: 38, noNaN: true });
  assert(property(z, z, (a, b) => normalSurvival(Math.min(a, b)) >= normalSurvival(Math.max(a, b)) * (1 - 1e-12)));
});

test('refuses NaN', () => {
  expect(() => normalSurvival(Number.NaN)).toThrow(new RangeError('normal survival needs a number, got NaN'));
});
