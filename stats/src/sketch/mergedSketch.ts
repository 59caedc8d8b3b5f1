import { type QuantileSketch, sketchRows } from './quantileSketch.ts';
import { rankCursor } from './rankCursor.ts';

/**
 * The sketch of two samples together: knots of both, ranks added. Merging adds no error of its own (the errors are averaged by rows), and two
 * exact sketches give the exact sketch of all rows. Ranks may be fractions; `thinnedSketch` makes them whole.
 *
 * @example
 * mergedSketch(sketchOfSorted(Float64Array.of(1, 4)), sketchOfSorted(Float64Array.of(1, 2))).upTo // => [2, 3, 4]
 */
export function mergedSketch(one: QuantileSketch, other: QuantileSketch): QuantileSketch {
  const [rows, otherRows] = [sketchRows(one), sketchRows(other)];
  if (rows === 0) return other;
  if (otherRows === 0) return one;
  const values = unionOf(one.values, other.values);
  const [below, upTo] = [new Float64Array(values.length), new Float64Array(values.length)];
  const [cursor, otherCursor] = [rankCursor(one), rankCursor(other)];
  for (const [knot, value] of values.entries()) {
    cursor.moveTo(value);
    otherCursor.moveTo(value);
    below[knot] = cursor.below + otherCursor.below;
    upTo[knot] = cursor.upTo + otherCursor.upTo;
  }
  const byRows = (error: number, otherError: number) => (error * rows + otherError * otherRows) / (rows + otherRows);
  const rankError = byRows(one.rankError, other.rankError);
  return { values, below, upTo, rankError, distanceError: byRows(one.distanceError, other.distanceError) };
}

function unionOf(one: Float64Array, other: Float64Array): Float64Array {
  const union = new Float64Array(one.length + other.length);
  let [i, j, length] = [0, 0, 0];
  while (i < one.length || j < other.length) {
    const value = Math.min(one[i] ?? Number.POSITIVE_INFINITY, other[j] ?? Number.POSITIVE_INFINITY);
    if (one[i] === value) i++;
    if (other[j] === value) j++;
    union[length++] = value;
  }
  return union.slice(0, length);
}
