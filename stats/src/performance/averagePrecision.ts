/**
 * Average precision: the area under the precision–recall curve as a step function, Σ (Rᵢ − Rᵢ₋₁) Pᵢ over descending scores.
 *
 * @param positives scores of the rows of the class, ascending, without NaN
 * @param negatives scores of all other rows, ascending
 * @returns 0 to 1 as scikit-learn's `average_precision_score`, rows of equal score counted together; NaN without a positive
 * @see Pedregosa et al., Scikit-learn (2011), `average_precision_score`
 * @example
 * averagePrecision(Float64Array.of(0.35, 0.8), Float64Array.of(0.1, 0.4)) // => 0.8333333333333333
 */
export function averagePrecision(positives: Float64Array, negatives: Float64Array): number {
  let [positive, negative, area] = [positives.length, negatives.length, 0];
  while (positive > 0) {
    const score = positives[positive - 1] as number;
    const before = positive;
    while (positive > 0 && positives[positive - 1] === score) positive--;
    while (negative > 0 && (negatives[negative - 1] as number) >= score) negative--;
    const hits = positives.length - positive;
    area += ((before - positive) * hits) / (hits + negatives.length - negative);
  }
  return positives.length === 0 ? Number.NaN : area / positives.length;
}
