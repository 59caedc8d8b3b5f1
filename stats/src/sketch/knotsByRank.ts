import { type QuantileSketch, sketchRows } from './quantileSketch.ts';
import { shortestNumber } from './shortestNumber.ts';
import { valueAtRank } from './valueAtRank.ts';

/** Share of the knots that lie at equal steps of rank; the others lie ever closer towards both ends. */
const EVEN_SHARE = 0.7;

/** How far a knot may move, in steps to its neighbour, to a number of fewer digits. */
const FREEDOM = 0.1;

/**
 * Values at even steps of rank, and at geometric steps towards both ends, so that long tails keep their length. A value may move a little to
 * one of few digits: a knot says how many rows lie below it, wherever it is.
 *
 * @param sketch at least one row
 * @param knots at most so many, at least 2
 * @returns strictly ascending values, the first and last those of the sketch
 * @example
 * knotsByRank(sketchOfSorted(Float64Array.of(1, 2, 3, 4)), 2) // => [1, 4]
 */
export function knotsByRank(sketch: QuantileSketch, knots: number): Float64Array {
  const ranks = knotRanks(sketchRows(sketch), knots);
  const last = sketch.values.at(-1) as number;
  const values = [sketch.values[0] as number];
  for (let index = 1; index < ranks.length - 1; index++) {
    const value = shortValueAt(sketch, ranks, index);
    if (value > (values.at(-1) as number) && value < last) values.push(value);
  }
  if (last > (values[0] as number)) values.push(last);
  return Float64Array.from(values);
}

function shortValueAt(sketch: QuantileSketch, ranks: readonly number[], index: number): number {
  const [before, rank, after] = [ranks[index - 1], ranks[index], ranks[index + 1]] as [number, number, number];
  const from = valueAtRank(sketch, rank - (rank - before) * FREEDOM);
  const to = valueAtRank(sketch, rank + (after - rank) * FREEDOM);
  return shortestNumber(valueAtRank(sketch, rank), from, to);
}

/** Ranks in ascending order from 0 to all rows, at most so many. */
function knotRanks(rows: number, knots: number): number[] {
  const even = Math.max(1, Math.round(knots * EVEN_SHARE) - 1);
  const tail = Math.floor((knots - even - 1) / 2);
  const factor = (rows / 2) ** (1 / (tail + 1));
  const ranks = Array.from({ length: even + 1 }, (_, step) => (rows * step) / even);
  for (let step = 0; step < tail; step++) ranks.push(factor ** step, rows - factor ** step);
  return ranks.filter((rank) => rank >= 0 && rank <= rows).sort((a, b) => a - b);
}
