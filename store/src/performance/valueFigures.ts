import type { Estimate } from '@modelmonitor/api';
import { type ErrorEstimate, meanEstimate, regressionErrors } from '@modelmonitor/stats/performance';
import { estimateAround, finiteFigures } from './estimateIntervals.ts';
import { joinNumbers, type OutcomeRows } from './outcomeRows.ts';

/** Errors of a regression, as scikit-learn has them; rows whose label or prediction is not finite are left out. */
export function valueFigures(parts: OutcomeRows['parts']): ReadonlyMap<string, Estimate> {
  const [labels, predictions] = [joinNumbers(parts.map((part) => part.actual)), joinNumbers(parts.map((part) => part.predicted))];
  const isComplete = (_: number, row: number) => Number.isFinite(labels[row]) && Number.isFinite(predictions[row]);
  const [actual, predicted] = [labels.filter(isComplete), predictions.filter(isComplete)];
  if (actual.length === 0) return new Map();
  const errors = regressionErrors(actual, predicted);
  const squares = meanEstimate(actual.map((value, row) => ((predicted[row] as number) - value) ** 2));
  const logarithms = squaredLogarithms(actual, predicted);
  return finiteFigures([
    ['mae', estimateAround(errors.meanAbsoluteError)],
    ['mse', estimateAround(squares)],
    ['rmse', estimateAround(errors.rootMeanSquaredError)],
    ['mape', estimateAround(errors.meanAbsolutePercentageError)],
    ['msle', logarithms && estimateAround(logarithms)],
    ['rmsle', logarithms && estimateAround(rootOf(logarithms))],
    ['r2', estimateAround(errors.rSquared, 1, Number.NEGATIVE_INFINITY)],
    ['mean_error', estimateAround(errors.meanError, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)],
  ]);
}

/** Of values above −1 only, as scikit-learn requires (`mean_squared_log_error`). */
function squaredLogarithms(actual: Float64Array, predicted: Float64Array): ErrorEstimate | undefined {
  if (actual.some((value) => value < 0) || predicted.some((value) => value < 0)) return undefined;
  return meanEstimate(actual.map((value, row) => (Math.log1p(predicted[row] as number) - Math.log1p(value)) ** 2));
}

/** The root of a mean; its error by the delta method. */
function rootOf({ value, standardError }: ErrorEstimate): ErrorEstimate {
  const root = Math.sqrt(value);
  return { value: root, standardError: root === 0 ? 0 : standardError / (2 * root) };
}
