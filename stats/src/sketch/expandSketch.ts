import { type QuantileSketch, sketchRows } from './quantileSketch.ts';
import { between } from './valueAtRank.ts';

/**
 * A sample that a sketch stands for, in ascending order: the rows at a knot have its value, the rows between two knots are spread evenly.
 * Of an exact sketch it is the sample itself; of another its ranks are off by half a row more than the sketch's error.
 *
 * @param sketch with whole ranks
 * @param rows how many values to give; fewer than the sketch has keep its shape
 * @example
 * expandSketch(sketchOfSorted(Float64Array.of(1, 1, 4))) // => [1, 1, 4]
 */
export function expandSketch(sketch: QuantileSketch, rows = sketchRows(sketch)): Float64Array {
  const { values, below, upTo } = sketch;
  const all = sketchRows(sketch);
  const rowOf = (rank: number) => (rows === all ? rank : Math.round((rank / all) * rows));
  const sorted = new Float64Array(rows);
  let filled = 0;
  for (let knot = 0; knot < values.length; knot++) {
    const value = values[knot] as number;
    const [first, end] = [rowOf(below[knot] as number), rowOf(upTo[knot] as number)];
    if (first > filled) spread(sorted.subarray(filled, first), values[knot - 1] as number, value);
    sorted.fill(value, first, end);
    filled = end;
  }
  return sorted;
}

function spread(target: Float64Array, from: number, to: number): void {
  for (let row = 0; row < target.length; row++) target[row] = between(from, to, (row + 0.5) / target.length);
}
