import { regressionErrors } from './performance/regressionErrors.ts';

/** Both errors in the unit of the target. */
export interface RegressionScores {
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  /** NaN for a single row, where it has no meaning. */
  readonly rSquared: number;
}

/**
 * Mean absolute error, root mean squared error and R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², as scikit-learn.
 *
 * For a constant target R² is 1 when every prediction is right and 0 otherwise.
 *
 * @param actual finite target values, at least one
 * @param predicted finite predictions, same length
 * @returns the three scores
 * @throws RangeError when the lengths differ, there is no row, or a value is not finite
 * @see Pedregosa et al., Scikit-learn: Machine Learning in Python (2011)
 * @example
 * regressionScores([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // => { meanAbsoluteError: 0.5, rootMeanSquaredError: 0.6123724356957945, rSquared: 0.9486081370449679 }
 */
export function regressionScores(actual: ArrayLike<number>, predicted: ArrayLike<number>): RegressionScores {
  for (let row = 0; row < actual.length && actual.length === predicted.length; row++) {
    if (!Number.isFinite((actual[row] as number) - (predicted[row] as number))) {
      throw new RangeError(`scores need finite values, got ${actual[row]} and ${predicted[row]} in row ${row}`);
    }
  }
  const errors = regressionErrors(Float64Array.from(actual), Float64Array.from(predicted));
  return {
    meanAbsoluteError: errors.meanAbsoluteError.value,
    rootMeanSquaredError: errors.rootMeanSquaredError.value,
    rSquared: errors.rSquared.value,
  };
}
