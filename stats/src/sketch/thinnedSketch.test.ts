import fc from 'fast-check';
import { wassersteinDistance } from '../wassersteinDistance.ts';
import { expandSketch } from './expandSketch.ts';
import { mergedSketch } from './mergedSketch.ts';
import { type QuantileSketch, sketchOfSorted, sketchRows } from './quantileSketch.ts';
import { roundUp } from './roundUp.ts';
import { sampleDistributions, sampleOf } from './sampleDistributions.ts';
import { shortestNumber } from './shortestNumber.ts';
import { sketchDistance } from './sketchDistance.ts';
import { thinnedSketch } from './thinnedSketch.ts';

const names = Object.keys(sampleDistributions);
const KNOTS = 400;

/** Largest difference of the empirical distribution functions, from the definition. */
function ksOf(one: Float64Array, other: Float64Array): number {
  return sketchDistance(sketchOfSorted(one), sketchOfSorted(other)).rank;
}

/** Whether a sketch is as near to a sample as it says; spreading rows between knots costs up to half a row. */
function expectErrorsToHold(sketch: QuantileSketch, sample: Float64Array): void {
  const expanded = expandSketch(sketch);
  expect(expanded).toHaveLength(sample.length);
  expect([expanded[0], expanded.at(-1)]).toEqual([sample[0], sample.at(-1)]);
  const halfRow = 0.5 / sample.length;
  expect(ksOf(expanded, sample)).toBeLessThanOrEqual(sketch.rankError + halfRow + 1e-12);
  const distance = wassersteinDistance(expanded, sample);
  const range = (sample.at(-1) as number) - (sample[0] as number);
  if (Number.isFinite(distance))
    expect(distance).toBeLessThanOrEqual((sketch.distanceError + range * halfRow) * (1 + 1e-9) + Number.MIN_VALUE);
}

test.each(names)('%s: 400 knots of 50,000 rows have ranks exact to 0.2 %%, and as exact as they say', (name) => {
  const sample = sampleOf(name, 50_000, 1);
  const sketch = thinnedSketch(sketchOfSorted(sample), KNOTS);
  expect(sketch.values.length).toBeLessThanOrEqual(KNOTS);
  expect(sketch.rankError).toBeLessThanOrEqual(0.002);
  expectErrorsToHold(sketch, sample);
});

test.each(names)('%s: thinned sketches of eight parts merge, one after the other, to what they say of the whole', (name) => {
  const parts = Array.from({ length: 8 }, (_, part) => sampleOf(name, 2000 + 500 * part, part + 2));
  const sketches = parts.map((part) => thinnedSketch(sketchOfSorted(part), KNOTS));
  const merged = sketches.reduce((one, other) => thinnedSketch(mergedSketch(one, other), KNOTS));
  const whole = Float64Array.from(parts.flatMap((part) => [...part])).sort();
  expectErrorsToHold(merged, whole);
  expect(merged.rankError).toBeLessThanOrEqual(0.006);
});

const anySample = fc.array(
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -30, max: 30 }).map((value) => value + 0),
  ),
  {
    minLength: 1,
    maxLength: 120,
  },
);

test('whatever is thinned to whatever number of knots is as exact as it says', () => {
  fc.assert(
    fc.property(anySample, fc.integer({ min: 2, max: 40 }), (values, knots) => {
      const sample = Float64Array.from(values, (value) => value + 0).sort();
      const sketch = thinnedSketch(sketchOfSorted(sample), knots);
      expect(sketch.values.length).toBeLessThanOrEqual(knots);
      expectErrorsToHold(sketch, sample);
    }),
  );
});

test('merging is commutative, and associative as far as the errors say', () => {
  fc.assert(
    fc.property(fc.array(anySample, { minLength: 3, maxLength: 3 }), (samples) => {
      const [a, b, c] = samples.map((values) => thinnedSketch(sketchOfSorted(Float64Array.from(values).sort()), 8)) as [
        Sketch,
        Sketch,
        Sketch,
      ];
      const merge = (one: Sketch, other: Sketch) => thinnedSketch(mergedSketch(one, other), 8);
      expect(merge(a, b)).toEqual(merge(b, a));
      const [left, right] = [merge(merge(a, b), c), merge(a, merge(b, c))];
      expect(sketchDistance(left, right).rank).toBeLessThanOrEqual(left.rankError + right.rankError + 1e-12);
    }),
  );
});

type Sketch = QuantileSketch;

test('the distance of two sketches counts a crossing of their lines on both sides', () => {
  const line = (at: number) => ({
    values: Float64Array.of(0, 1),
    below: Float64Array.of(0, 10 - at),
    upTo: Float64Array.of(at, 10),
    rankError: 0,
    distanceError: 0,
  });
  // |0.2 − 0.6 x| and its like: from 0.2 at one end to −0.2 at the other is an area of 0.1.
  const { rank, distance } = sketchDistance(line(2), line(0));
  expect(rank).toBeCloseTo(0.2, 12);
  expect(distance).toBeCloseTo(0.1, 12);
});

test('a sketch without rows stays as it is, and one knot is too few', () => {
  const empty = sketchOfSorted(new Float64Array());
  expect(sketchRows(thinnedSketch(empty, 5))).toBe(0);
  expect(mergedSketch(empty, sketchOfSorted(Float64Array.of(1))).upTo).toEqual(Float64Array.of(1));
  expect(() => thinnedSketch(empty, 1)).toThrow('a sketch needs at least 2 knots, got 1');
});

test.each([
  { near: Math.PI, from: 3.1, to: 3.2, expected: 3.1 },
  { near: 1234.5, from: 1190, to: 1260, expected: 1200 },
  { near: 1234.5, from: 1230, to: 1240, expected: 1230 },
  { near: 0.1 + 0.2, from: 0.1 + 0.2, to: 0.1 + 0.2, expected: 0.1 + 0.2 },
  { near: -1e-9, from: -1, to: 1, expected: -1e-9 },
])('the shortest number near $near from $from to $to is $expected', ({ near, from, to, expected }) => {
  expect(shortestNumber(near, from, to)).toBe(expected);
});

test('a bound of three digits is never below the number, and at most a hundredth above', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (bound) => {
      expect(roundUp(bound)).toBeGreaterThanOrEqual(bound);
      expect(roundUp(bound)).toBeLessThanOrEqual(bound * 1.0101);
      expect(String(roundUp(bound)).replace(/e.*/, '').replace(/[.0]+/g, '').length).toBeLessThanOrEqual(3);
    }),
  );
  expect([0, 0.00123, 9.999, Number.POSITIVE_INFINITY].map(roundUp)).toEqual([0, 0.00123, 10, Number.POSITIVE_INFINITY]);
});
