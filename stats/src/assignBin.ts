import { countBelow } from './countBelow.ts';

/**
 * The bin of a value between the inner edges of `quantileBinEdges`: bin i holds edges[i − 1] < value ≤ edges[i].
 *
 * @param edges strictly ascending inner edges; none means one bin for everything
 * @param value any number, infinities too; a missing value has no bin
 * @returns an integer from 0 to the number of edges
 * @throws RangeError when the value is NaN
 * @example
 * assignBin([10, 20], 10.5) // => 1
 */
export function assignBin(edges: ArrayLike<number>, value: number): number {
  if (Number.isNaN(value)) throw new RangeError('bin needs a number, got NaN');
  return countBelow(edges, value);
}
