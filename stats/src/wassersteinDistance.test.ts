import { array, assert, double, property } from 'fast-check';
import { standardisedWasserstein } from './standardisedWasserstein.ts';
import { wassersteinDistance } from './wassersteinDistance.ts';

// Expected values: scipy 1.17 scipy.stats.wasserstein_distance(reference, current), divided by max(numpy.std(reference), 0.001)
test.each([
  { name: 'a shift', reference: [0, 1, 3], current: [5, 6, 8], distance: 5, normed: 4.0089186286863665 },
  { name: 'different sizes and ties', reference: [1, 2, 2, 7], current: [0, 3], distance: 2, normed: 0.8528028654224417 },
  { name: 'a constant reference', reference: [5, 5], current: [5, 6], distance: 0.5, normed: 500 },
  { name: 'the same sample', reference: [1, 2, 3], current: [1, 2, 3], distance: 0, normed: 0 },
])('agrees with scipy for $name', ({ reference, current, distance, normed }) => {
  expect(wassersteinDistance(Object.freeze(reference), Object.freeze(current))).toBeCloseTo(distance, 12);
  expect(standardisedWasserstein(reference, current)).toBeCloseTo(normed, 11);
});

const value = double({ min: -1e3, max: 1e3, noNaN: true });
const sample = array(value, { minLength: 1, maxLength: 30 }).map((values) => Float64Array.from(values).sort());

test('is symmetric and does not care where the origin lies', () => {
  assert(
    property(sample, sample, value, (a, b, shift) => {
      const distance = wassersteinDistance(a, b);
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(wassersteinDistance(b, a)).toBeCloseTo(distance, 9);
      const moved = (values: Float64Array): Float64Array => values.map((one) => one + shift);
      expect(wassersteinDistance(moved(a), moved(b))).toBeCloseTo(distance, 9);
    }),
  );
});

test('a shift moves a sample by the shift', () => {
  assert(
    property(sample, value, (a, shift) => {
      expect(
        wassersteinDistance(
          a,
          a.map((one) => one + shift),
        ),
      ).toBeCloseTo(Math.abs(shift), 9);
    }),
  );
});

test.each([
  { name: 'an empty sample', current: [], message: 'wasserstein needs at least one value, got none' },
  { name: 'an infinity', current: [Infinity], message: 'wasserstein needs finite values in ascending order, got Infinity at index 0' },
])('refuses $name', ({ current, message }) => {
  expect(() => standardisedWasserstein([1], current)).toThrow(new RangeError(message));
});
