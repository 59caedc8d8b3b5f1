import type { QuantileSketch } from './quantileSketch.ts';
import { rankCursor } from './rankCursor.ts';
import { shortestNumber } from './shortestNumber.ts';
import { valueAtRank } from './valueAtRank.ts';

/** How far a knot may move, as a share of the rows it misplaces, to a number of fewer digits. */
const FREEDOM = 0.02;

interface Misplaced {
  readonly value: number;
  /** Rows up to the value in the full sketch. */
  readonly rank: number;
  /** By how many rows the thinned sketch is off there. */
  readonly rows: number;
  /** Width of the cell, halved: the ends of the largest doubles are further apart than a double can say. */
  readonly halfWidth: number;
}

/** What makes a place bad: the rows that are misplaced, or those times how far apart the knots beside it are. */
export type Badness = 'rows' | 'area';

/**
 * Where a thinned sketch is furthest from the full one: a value for each of its cells, the worst cells first.
 *
 * Knots at even ranks miss the edges of gaps and lone frequent values; a knot there repairs that. By rows the worst cells are the full ones, by
 * area the wide ones: a few rows spread over an empty gap hardly change a rank, but put rows into bins that have none.
 *
 * @param full the sketch that was thinned
 * @param thinned knots of it, at least the first and last
 * @param limit how many values to give at most, and by what
 * @example
 * const full = sketchOfSorted(Float64Array.of(0, 1, 2, 90, 91));
 * knotsAtGaps(full, thinnedSketch(full, 2), { most: 1, by: 'rows' }) // => [2]
 */
export function knotsAtGaps(full: QuantileSketch, thinned: QuantileSketch, { most, by }: { most: number; by: Badness }): number[] {
  const worst = worstOfCells(full, thinned).filter(({ rows }) => rows > 0);
  const badness = ({ rows, halfWidth }: Misplaced) => (by === 'rows' ? rows : rows * halfWidth);
  worst.sort((a, b) => compare(badness(b), badness(a)) || compare(a.value, b.value));
  return worst.slice(0, most).map(({ value, rank, rows }) =>
    // A knot at the edge of a gap has to stay there, or it would take rows into the gap.
    by === 'area' ? value : shortestNumber(value, value, valueAtRank(full, rank + rows * FREEDOM)),
  );
}

/** Order of two numbers, also of infinite ones. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function worstOfCells({ values, below, upTo }: QuantileSketch, thinned: QuantileSketch): Misplaced[] {
  const cursor = rankCursor(thinned);
  const cells: Misplaced[] = [];
  let [cell, worst, at] = [0, -1, 0];
  const close = () => {
    if (worst <= 0) return;
    const [left, right] = [thinned.values[Math.max(0, cell - 1)] as number, thinned.values[cell] as number];
    cells.push({ value: values[at] as number, rank: upTo[at] as number, rows: worst, halfWidth: right / 2 - left / 2 });
  };
  for (let knot = 0; knot < values.length; knot++) {
    const value = values[knot] as number;
    if (value >= (thinned.values[cell] as number)) {
      close();
      worst = -1;
      while (cell < thinned.values.length - 1 && value >= (thinned.values[cell] as number)) cell++;
    }
    if (value === thinned.values[cell - 1] || value === thinned.values[cell]) continue;
    cursor.moveTo(value);
    const rows = Math.max(Math.abs((below[knot] as number) - cursor.below), Math.abs((upTo[knot] as number) - cursor.upTo));
    if (rows > worst) [worst, at] = [rows, knot];
  }
  close();
  return cells;
}
