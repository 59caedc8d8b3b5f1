import type { QuantileSketch } from './quantileSketch.ts';

/** Ranks of ascending values in a sketch, found in one pass. */
export interface RankCursor {
  /** Rows below, and up to, the value last moved to. */
  readonly below: number;
  readonly upTo: number;
  /** @param value not below the one before */
  moveTo(value: number): void;
}

/**
 * Walks the distribution function of a sketch.
 *
 * @example
 * const cursor = rankCursor(sketchOfSorted(Float64Array.of(1, 1, 4)));
 * cursor.moveTo(1); // cursor.below is 0, cursor.upTo is 2
 */
export function rankCursor({ values, below, upTo }: QuantileSketch): RankCursor {
  let knot = 0;
  const cursor = {
    below: 0,
    upTo: 0,
    moveTo: (value: number) => {
      while (knot < values.length && (values[knot] as number) < value) knot++;
      const before = knot === 0 ? 0 : (upTo[knot - 1] as number);
      if (values[knot] === value) {
        cursor.below = below[knot] as number;
        cursor.upTo = upTo[knot] as number;
      } else {
        // Outside the knots no rows are left to rise by.
        const rise = knot === 0 || knot === values.length ? 0 : (below[knot] as number) - before;
        const rank = rise === 0 ? before : before + rise * shareOfWay(values[knot - 1] as number, values[knot] as number, value);
        cursor.below = rank;
        cursor.upTo = rank;
      }
    },
  };
  return cursor;
}

/** How far a value lies between two ends, from 0 to 1; the ends of the largest doubles are further apart than a double can say. */
function shareOfWay(from: number, to: number, value: number): number {
  const width = to - from;
  return Number.isFinite(width) ? (value - from) / width : (value / 2 - from / 2) / (to / 2 - from / 2);
}
