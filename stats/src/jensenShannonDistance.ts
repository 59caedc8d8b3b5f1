/**
 * Jensen–Shannon distance of two discrete distributions: the square root of the divergence, natural logarithm.
 *
 *     √( ½ Σ pᵢ ln(pᵢ / mᵢ) + ½ Σ qᵢ ln(qᵢ / mᵢ) ),  m = (p + q) / 2
 *
 * @param p weights ≥ 0, one per bin, normalised to sum 1 here; empty bins are allowed
 * @param q weights ≥ 0, same length and order
 * @returns the distance, from 0 to √(ln 2) ≈ 0.8326
 * @throws RangeError when the lengths differ, a weight is negative or not finite, or all weights of a side are zero
 * @see Endres & Schindelin, A New Metric for Probability Distributions (2003)
 * @example
 * jensenShannonDistance([1, 0], [0.5, 0.5]) // => 0.46450140402245893
 */
export function jensenShannonDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  if (p.length !== q.length) throw new RangeError(`jensen-shannon needs as many weights on both sides, got ${p.length} and ${q.length}`);
  const [totalP, totalQ] = [total(p), total(q)];
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const shareP = (p[bin] as number) / totalP;
    const shareQ = (q[bin] as number) / totalQ;
    const middle = (shareP + shareQ) / 2;
    sum += information(shareP, middle) + information(shareQ, middle);
  }
  // Equal distributions can sum to a rounding error below zero.
  return Math.sqrt(Math.max(0, sum / 2));
}

function information(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log(share / middle);
}

function total(weights: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < weights.length; bin++) {
    const weight = weights[bin] as number;
    if (!(weight >= 0)) throw new RangeError(`jensen-shannon needs weights of at least 0, got ${weight} in bin ${bin}`);
    sum += weight;
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw new RangeError(`jensen-shannon needs a positive total of weights, got ${sum}`);
  return sum;
}
