import type { ErrorEstimate } from './meanEstimate.ts';

/** Errors are prediction − target, in the unit of the target; the percentage error is a share, R² has no unit. */
export interface RegressionErrors {
  readonly rows: number;
  /** Rows whose target is 0: each makes the percentage error enormous. */
  readonly zeroTargets: number;
  readonly meanError: ErrorEstimate;
  readonly meanAbsoluteError: ErrorEstimate;
  readonly rootMeanSquaredError: ErrorEstimate;
  readonly meanAbsolutePercentageError: ErrorEstimate;
  readonly rSquared: ErrorEstimate;
}

/**
 * Mean error, MAE, RMSE, MAPE and R², as scikit-learn, each with a standard error.
 *
 * MAPE divides by max(|y|, 2⁻⁵²) as scikit-learn does. The errors of the means are s / √n; those of RMSE and R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²
 * follow from them by the delta method. R² of a constant target is 1 when every prediction is right and 0 otherwise, of one row NaN.
 *
 * @param actual finite targets, at least one
 * @param predicted finite predictions, same length
 * @returns the figures; infinite where the squares of the numbers leave the range of doubles
 * @throws RangeError when the lengths differ or there is no row
 * @see Pedregosa et al., Scikit-learn (2011); van der Vaart, Asymptotic Statistics (1998), chapter 3
 * @example
 * regressionErrors(Float64Array.of(3, -0.5, 2, 7), Float64Array.of(2.5, 0, 2, 8)).rSquared.value // => 0.9486081370449679
 */
export function regressionErrors(actual: Float64Array, predicted: Float64Array): RegressionErrors {
  const rows = actual.length;
  if (rows === 0 || rows !== predicted.length) {
    throw new RangeError(`scores need as many predicted as actual values, got ${predicted.length} and ${rows}`);
  }
  const means = meansOf(actual, predicted);
  const squares = deviationsOf(actual, predicted, means);
  const standardError = (sum: number) => Math.sqrt(sum / (rows - 1) / rows);
  const rootMeanSquaredError = Math.sqrt(means.square);
  return {
    rows,
    zeroTargets: means.zeroTargets,
    meanError: { value: means.error, standardError: standardError(squares.error) },
    meanAbsoluteError: { value: means.absolute, standardError: standardError(squares.absolute) },
    rootMeanSquaredError: {
      value: rootMeanSquaredError,
      standardError: rootMeanSquaredError === 0 ? 0 : standardError(squares.square) / (2 * rootMeanSquaredError),
    },
    meanAbsolutePercentageError: { value: means.share, standardError: standardError(squares.share) },
    rSquared: rSquaredOf({ rows, meanSquare: means.square, total: squares.target, influence: squares.influence }),
  };
}

interface Means {
  readonly target: number;
  readonly error: number;
  readonly absolute: number;
  readonly square: number;
  readonly share: number;
  readonly zeroTargets: number;
}

function meansOf(actual: Float64Array, predicted: Float64Array): Means {
  const rows = actual.length;
  const origin = actual[0] as number;
  let [target, error, absolute, square, share, zeroTargets] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const y = actual[row] as number;
    const difference = (predicted[row] as number) - y;
    const size = Math.abs(difference);
    target += y - origin;
    error += difference;
    absolute += size;
    square += difference * difference;
    share += size / Math.max(Number.EPSILON, Math.abs(y));
    if (y === 0) zeroTargets++;
  }
  return {
    target: origin + target / rows,
    error: error / rows,
    absolute: absolute / rows,
    square: square / rows,
    share: share / rows,
    zeroTargets,
  };
}

/** Sums of squared deviations from the means; `influence` is that of R², times the variance of the target. */
function deviationsOf(actual: Float64Array, predicted: Float64Array, means: Means) {
  let [target, error, absolute, square, share] = [0, 0, 0, 0, 0];
  let [squareByTarget, targetFourth] = [0, 0];
  for (let row = 0; row < actual.length; row++) {
    const y = actual[row] as number;
    const difference = (predicted[row] as number) - y;
    const size = Math.abs(difference);
    const fromMean = (y - means.target) ** 2;
    const fromSquare = difference * difference - means.square;
    target += fromMean;
    error += (difference - means.error) ** 2;
    absolute += (size - means.absolute) ** 2;
    square += fromSquare ** 2;
    share += (size / Math.max(Number.EPSILON, Math.abs(y)) - means.share) ** 2;
    squareByTarget += fromSquare * fromMean;
    targetFourth += fromMean * fromMean;
  }
  const variance = target / actual.length;
  const ratio = variance === 0 ? 0 : means.square / variance;
  const targetSquares = targetFourth - target * variance;
  return { target, error, absolute, square, share, influence: square - 2 * ratio * squareByTarget + ratio * ratio * targetSquares };
}

function rSquaredOf({
  rows,
  meanSquare,
  total,
  influence,
}: Readonly<Record<'rows' | 'meanSquare' | 'total' | 'influence', number>>): ErrorEstimate {
  if (rows < 2) return { value: Number.NaN, standardError: Number.NaN };
  if (total === 0) return { value: meanSquare === 0 ? 1 : 0, standardError: Number.NaN };
  const variance = total / rows;
  return { value: 1 - meanSquare / variance, standardError: Math.sqrt(Math.max(0, influence) / (rows - 1) / rows) / variance };
}
