import { placements } from './placements.ts';

/** Area under the ROC curve, and what its error is made of. */
export interface RocAuc {
  readonly value: number;
  /** DeLong's standard error; NaN when a side has a single row. */
  readonly standardError: number;
  /** Variance (ddof 1) over the positives of the share of negatives below each. */
  readonly positiveVariance: number;
  /** Variance (ddof 1) over the negatives of the share of positives above each. */
  readonly negativeVariance: number;
}

const NO_CURVE: RocAuc = {
  value: Number.NaN,
  standardError: Number.NaN,
  positiveVariance: Number.NaN,
  negativeVariance: Number.NaN,
};

/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting half.
 *
 * @param positives scores of the rows of the class, any order, without NaN
 * @param negatives scores of all other rows
 * @returns the area as scikit-learn's `roc_auc_score` has it, with DeLong's error, in O(n log n); NaN when a side is empty
 * @see DeLong, DeLong & Clarke-Pearson (1988); Sun & Xu, Fast Implementation of DeLong's Algorithm (2014)
 * @example
 * rocAuc(Float64Array.of(0.35, 0.8), Float64Array.of(0.1, 0.4)).value // => 0.75
 */
export function rocAuc(positives: Float64Array, negatives: Float64Array): RocAuc {
  return rocAucOfSorted(positives.toSorted(), negatives.toSorted());
}

/**
 * The same for scores in ascending order.
 *
 * @example
 * rocAucOfSorted(Float64Array.of(2, 3), Float64Array.of(1, 2)).value // => 0.875
 */
export function rocAucOfSorted(positives: Float64Array, negatives: Float64Array): RocAuc {
  if (positives.length === 0 || negatives.length === 0) return NO_CURVE;
  const above = placements(positives, negatives);
  const below = placements(negatives, positives);
  return {
    value: above.mean,
    standardError: Math.sqrt(above.variance / positives.length + below.variance / negatives.length),
    positiveVariance: above.variance,
    negativeVariance: below.variance,
  };
}
