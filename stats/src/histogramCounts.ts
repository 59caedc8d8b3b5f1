import { countAtMost } from './countAtMost.ts';

/**
 * Counts of values between edges, as numpy's `histogram`: every bin holds its lower edge, the last one its upper edge too.
 *
 * @param values numbers in any order; those outside the edges, and NaN, are counted nowhere
 * @param edges ascending, at least two, one more than bins
 * @returns one count per bin
 * @throws RangeError when there are fewer than two edges
 * @example
 * histogramCounts([1, 2, 1, 3], [0, 1, 2, 3]) // => [0, 2, 2]
 */
export function histogramCounts(values: ArrayLike<number>, edges: ArrayLike<number>): Float64Array {
  if (edges.length < 2) throw new RangeError(`histogram needs at least two edges, got ${edges.length}`);
  const bins = edges.length - 1;
  const [first, last] = [edges[0] as number, edges[bins] as number];
  const counts = new Float64Array(bins);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!(value >= first && value <= last)) continue;
    const bin = Math.min(countAtMost(edges, value), bins) - 1;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
