import { type QuantileSketch, sketchRows } from './quantileSketch.ts';
import { rankCursor } from './rankCursor.ts';

/** How far two distribution functions are apart. */
export interface SketchDistance {
  /** Largest difference, as a share of the rows (Kolmogorov). */
  readonly rank: number;
  /** Area between them, in the unit of the values (first Wasserstein distance); Infinity when it overflows. */
  readonly distance: number;
}

/**
 * Distance of two sketches, exact: between two neighbouring knots of both, both are straight lines.
 *
 * @param one at least one row
 * @param other at least one row
 * @example
 * sketchDistance(sketchOfSorted(Float64Array.of(0, 1)), sketchOfSorted(Float64Array.of(0, 2))) // => { rank: 0.5, distance: 0.5 }
 */
export function sketchDistance(one: QuantileSketch, other: QuantileSketch): SketchDistance {
  const [cursor, otherCursor] = [rankCursor(one), rankCursor(other)];
  const [rows, otherRows] = [sketchRows(one), sketchRows(other)];
  let [i, j, rank, distance, leftGap, left] = [0, 0, 0, 0, 0, 0];
  while (i < one.values.length || j < other.values.length) {
    const value = Math.min(one.values[i] ?? Number.POSITIVE_INFINITY, other.values[j] ?? Number.POSITIVE_INFINITY);
    cursor.moveTo(value);
    otherCursor.moveTo(value);
    const gapBelow = cursor.below / rows - otherCursor.below / otherRows;
    if (i + j > 0) distance += area(meanGap(leftGap, gapBelow), left, value);
    left = value;
    leftGap = cursor.upTo / rows - otherCursor.upTo / otherRows;
    rank = Math.max(rank, Math.abs(gapBelow), Math.abs(leftGap));
    if (one.values[i] === value) i++;
    if (other.values[j] === value) j++;
  }
  return { rank, distance };
}

/** Height times width, 0 where there is no height; the ends of the largest doubles are further apart than a double can say. */
function area(height: number, left: number, right: number): number {
  if (height === 0) return 0;
  const width = right - left;
  return Number.isFinite(width) ? height * width : 2 * (height * (right / 2 - left / 2));
}

/** Mean of the absolute value of a straight line from one height to another. */
function meanGap(from: number, to: number): number {
  const [start, end] = [Math.abs(from), Math.abs(to)];
  if (start + end === 0) return 0;
  return from * to >= 0 ? (start + end) / 2 : (start * start + end * end) / (2 * (start + end));
}
