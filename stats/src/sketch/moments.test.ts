import fc from 'fast-check';
import { mergedMoments, momentsOf } from './moments.ts';
import { sketchOfSorted } from './quantileSketch.ts';

const of = (values: readonly number[]) => momentsOf(sketchOfSorted(Float64Array.from(values).sort()));

// Expected values: numpy, (x.mean(), x.var() * len(x))
test.each([
  { values: [2, 4, 4, 4, 5, 5, 7, 9], mean: 5, squaredDeviations: 32 },
  { values: [1e9 + 1, 1e9 + 2, 1e9 + 3], mean: 1_000_000_002, squaredDeviations: 2 },
  { values: [7, 7, 7], mean: 7, squaredDeviations: 0 },
  { values: [], mean: 0, squaredDeviations: 0 },
])('$values', ({ values, mean, squaredDeviations }) => {
  expect(of(values)).toEqual({ count: values.length, mean, squaredDeviations });
});

test('moments of parts merge to those of the whole', () => {
  const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const [merged, whole] = [mergedMoments(of(a), of(b)), of([...a, ...b])];
      expect(merged.count).toBe(whole.count);
      expect(Math.abs(merged.mean - whole.mean)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(whole.mean)));
      expect(Math.abs(merged.squaredDeviations - whole.squaredDeviations)).toBeLessThanOrEqual(1e-9 * (1 + whole.squaredDeviations));
    }),
  );
});

test('what overflows is no finite number', () => {
  expect(Number.isFinite(of([-1.7e308, 1.7e308]).squaredDeviations)).toBe(false);
});
