import { requireWeights } from './requireWeights.ts';

/**
 * Total variation distance of two discrete distributions: ½ Σ |pᵢ − qᵢ|, the share of rows that would have to change their bin.
 *
 * @param p weights, one per bin, each ≥ 0; they are divided by their total
 * @param q weights, same length and order
 * @returns the distance, 0 for equal distributions to 1 for disjoint ones
 * @throws RangeError when the lengths differ, a weight is negative or NaN, or a total is not a positive number
 * @see Levin & Peres, Markov Chains and Mixing Times, 2nd edition (2017), proposition 4.2
 * @example
 * totalVariationDistance([5, 5], [9, 1]) // => 0.4
 */
export function totalVariationDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = requireWeights('total variation', p, q);
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) sum += Math.abs((p[bin] as number) / totalP - (q[bin] as number) / totalQ);
  return sum / 2;
}
