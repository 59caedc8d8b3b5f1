import type { QuantileSketch } from './quantileSketch.ts';

/**
 * The smallest value up to which a sketch has that many rows (the inverse of its distribution function).
 *
 * @param sketch at least one row
 * @param rank rows, from 0 to all; fractions are allowed
 * @example
 * valueAtRank(sketchOfSorted(Float64Array.of(1, 1, 4)), 2.5) // => 4
 */
export function valueAtRank({ values, below, upTo }: QuantileSketch, rank: number): number {
  const knot = Math.min(firstReaching(upTo, rank), values.length - 1);
  const value = values[knot] as number;
  if (knot === 0 || rank >= (below[knot] as number)) return value;
  const before = upTo[knot - 1] as number;
  return between(values[knot - 1] as number, value, (rank - before) / ((below[knot] as number) - before));
}

/** A value between two, never falling as the share grows; the largest doubles are further apart than a double can say. */
export function between(from: number, to: number, share: number): number {
  const width = to - from;
  const value = Number.isFinite(width) ? from + width * share : from * (1 - share) + to * share;
  return Math.min(Math.max(value, from), to);
}

function firstReaching(upTo: Float64Array, rank: number): number {
  let [low, high] = [0, upTo.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((upTo[middle] as number) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}
