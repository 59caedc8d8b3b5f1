import { countAtMost } from './countAtMost.ts';
import { quantileSorted } from './quantileSorted.ts';
import { requireAscending } from './requireAscending.ts';

/**
 * Inner edges that cut a reference sample into bins of about equal count, for `assignBin`.
 *
 * The edges are its quantiles at 1/bins, 2/bins, …; one that would leave a bin without a single reference row is left out, so
 * ties give fewer bins and a constant column gives one bin and no edge. Bin i holds edges[i − 1] < value ≤ edges[i].
 *
 * @param sortedReference finite values in ascending order, at least one
 * @param bins how many bins to aim for, a positive integer
 * @returns strictly ascending inner edges, at most bins − 1
 * @throws RangeError when the reference is empty, not ascending or not finite, or bins is not a positive integer
 * @example
 * quantileBinEdges([1, 2, 3, 4, 5], 2) // => [3]
 */
export function quantileBinEdges(sortedReference: ArrayLike<number>, bins: number): Float64Array {
  requireAscending('quantile bins', sortedReference);
  if (!(Number.isInteger(bins) && bins > 0)) throw new RangeError(`quantile bins needs a positive integer of bins, got ${bins}`);
  const edges: number[] = [];
  let rowsBefore = 0;
  for (let bin = 1; bin < bins; bin++) {
    const edge = quantileSorted(sortedReference, bin / bins);
    const rows = countAtMost(sortedReference, edge);
    if (rows === rowsBefore || rows === sortedReference.length) continue;
    edges.push(edge);
    rowsBefore = rows;
  }
  return Float64Array.from(edges);
}
