import fc from 'fast-check';
import { expandSketch } from './expandSketch.ts';
import { mergedSketch } from './mergedSketch.ts';
import { isExactSketch, sketchOfSorted, sketchRows } from './quantileSketch.ts';
import { rankCursor } from './rankCursor.ts';
import { valueAtRank } from './valueAtRank.ts';

const sorted = (...values: number[]) => Float64Array.from(values).sort();
const anySample = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }), fc.constant(-0)));

/** A sample without the sign of its zeros, which a sketch does not keep. */
const plain = (values: readonly number[]) => sorted(...values.map((value) => value + 0));

test('an exact sketch has a knot at each distinct value, zeros of both signs together', () => {
  const { values, below, upTo } = sketchOfSorted(sorted(4, -0, 1, 0, 4, 4));
  expect([[...values], [...below], [...upTo]]).toEqual([
    [0, 1, 4],
    [0, 2, 3],
    [2, 3, 6],
  ]);
});

test('ranks of values at, between and beside the knots', () => {
  const sketch = { values: sorted(0, 10), below: sorted(0, 5), upTo: sorted(1, 6), rankError: 0, distanceError: 0 };
  const cursor = rankCursor(sketch);
  const ranks = [-1, 0, 2.5, 10, 11].map((value) => {
    cursor.moveTo(value);
    return [cursor.below, cursor.upTo];
  });
  expect(ranks).toEqual([
    [0, 0],
    [0, 1],
    [2, 2],
    [5, 6],
    [6, 6],
  ]);
  expect([0, 1, 3, 5, 5.5, 6].map((rank) => valueAtRank(sketch, rank))).toEqual([0, 0, 5, 10, 10, 10]);
});

test('the widest range of doubles has a middle', () => {
  const sketch = {
    values: sorted(-Number.MAX_VALUE, Number.MAX_VALUE),
    below: sorted(0, 9),
    upTo: sorted(1, 10),
    rankError: 0,
    distanceError: 0,
  };
  const cursor = rankCursor(sketch);
  cursor.moveTo(0);
  expect([cursor.upTo, valueAtRank(sketch, 5), expandSketch(sketch)[5]]).toEqual([5, 0, expect.any(Number)]);
  expect(expandSketch(sketch).every(Number.isFinite)).toBe(true);
});

test('the sketch of any sample expands to the sample', () => {
  fc.assert(
    fc.property(anySample, (sample) => {
      expect(expandSketch(sketchOfSorted(sorted(...sample)))).toEqual(plain(sample));
    }),
  );
});

test('sketches of parts merge to the sketch of the whole, in any order and grouping', () => {
  fc.assert(
    fc.property(anySample, anySample, anySample, (a, b, c) => {
      const [one, two, three] = [a, b, c].map((part) => sketchOfSorted(sorted(...part))) as [Sketch, Sketch, Sketch];
      const whole = sketchOfSorted(plain([...a, ...b, ...c]));
      expect(mergedSketch(mergedSketch(one, two), three)).toEqual(whole);
      expect(mergedSketch(three, mergedSketch(two, one))).toEqual(whole);
      expect(isExactSketch(whole)).toBe(true);
    }),
  );
});

test('fewer rows than there are keep the shape', () => {
  const sketch = sketchOfSorted(sorted(...Array.from({ length: 1000 }, (_, row) => (row < 300 ? 1 : row))));
  const expanded = expandSketch(sketch, 100);
  expect(expanded).toHaveLength(100);
  expect(expanded.filter((value) => value === 1)).toHaveLength(30);
  expect(sketchRows(sketch)).toBe(1000);
});

type Sketch = ReturnType<typeof sketchOfSorted>;
