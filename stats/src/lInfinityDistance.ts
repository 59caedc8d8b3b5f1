import { requireWeights } from './requireWeights.ts';

/**
 * L-infinity distance of two discrete distributions: the largest change of a share, max |pᵢ − qᵢ| (NannyML's `l_infinity`).
 *
 * @param p weights, one per bin, each ≥ 0; they are divided by their total
 * @param q weights, same length and order
 * @returns the distance, 0 to 1
 * @throws RangeError when the lengths differ, a weight is negative or NaN, or a total is not a positive number
 * @example
 * lInfinityDistance([2, 2, 2, 0], [2, 2, 2, 1]) // => 0.142857142857
 */
export function lInfinityDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = requireWeights('l-infinity', p, q);
  let largest = 0;
  for (let bin = 0; bin < p.length; bin++) {
    largest = Math.max(largest, Math.abs((p[bin] as number) / totalP - (q[bin] as number) / totalQ));
  }
  return largest;
}
