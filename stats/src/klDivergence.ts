import { requireWeights } from './requireWeights.ts';

/**
 * Kullback–Leibler divergence of one discrete distribution from another, in nats: Σ pᵢ ln(pᵢ / qᵢ).
 *
 * Not symmetric; infinite when a bin of p is empty in q, so callers fill empty bins first (see `fillEmptyBins`).
 *
 * @param p weights of the reference, one per bin, each ≥ 0; they are divided by their total
 * @param q weights of the current sample, same length and order
 * @returns the divergence, ≥ 0
 * @throws RangeError when the lengths differ, a weight is negative or NaN, or a total is not a positive number
 * @see Kullback & Leibler, On Information and Sufficiency (1951)
 * @example
 * klDivergence([0.5, 0.5], [0.9, 0.1]) // => 0.510825623766
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = requireWeights('kullback-leibler', p, q);
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const share = (p[bin] as number) / totalP;
    if (share > 0) sum += share * Math.log(share / ((q[bin] as number) / totalQ));
  }
  // Equal distributions can sum to a rounding error below zero.
  return Math.max(0, sum);
}
