import { requireWeights } from './requireWeights.ts';

/**
 * Hellinger distance of two discrete distributions: √( ½ Σ (√pᵢ − √qᵢ)² ), which is √(1 − Σ √(pᵢ qᵢ)) without its cancellation.
 *
 * @param p weights, one per bin, each ≥ 0; they are divided by their total
 * @param q weights, same length and order
 * @returns the distance, 0 for equal distributions to 1 for disjoint ones
 * @throws RangeError when the lengths differ, a weight is negative or NaN, or a total is not a positive number
 * @see Hellinger, Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen (1909)
 * @example
 * hellingerDistance([0.5, 0.5], [0.9, 0.1]) // => 0.324919696233
 */
export function hellingerDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = requireWeights('hellinger', p, q);
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const difference = Math.sqrt((p[bin] as number) / totalP) - Math.sqrt((q[bin] as number) / totalQ);
    sum += difference * difference;
  }
  return Math.min(1, Math.sqrt(sum / 2));
}
