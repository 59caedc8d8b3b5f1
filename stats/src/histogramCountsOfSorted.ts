import { countAtMost } from './countAtMost.ts';
import { countBelow } from './countBelow.ts';
import type { SortedSample } from './weightedSample.ts';

/**
 * Counts of sorted values between edges, the same as `histogramCounts`, by bisection: its cost grows with the edges, not with the values.
 *
 * @param sorted ascending numbers, without NaN; those outside the edges are counted nowhere
 * @param edges ascending, at least two, one more than bins
 * @returns one count per bin
 * @throws RangeError when there are fewer than two edges
 * @example
 * histogramCountsOfSorted([1, 1, 2, 3], [0, 1, 2, 3]) // => [0, 2, 2]
 */
export function histogramCountsOfSorted(sorted: SortedSample, edges: ArrayLike<number>): Float64Array {
  if (edges.length < 2) throw new RangeError(`histogram needs at least two edges, got ${edges.length}`);
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  let before = countBelow(sorted, edges[0] as number);
  for (let bin = 0; bin < bins; bin++) {
    const upper = edges[bin + 1] as number;
    const after = bin === bins - 1 ? countAtMost(sorted, upper) : countBelow(sorted, upper);
    counts[bin] = after - before;
    before = after;
  }
  return counts;
}
