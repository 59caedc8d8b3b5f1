import type { ErrorSide } from './comparableSides.ts';
import { type ErrorGivenFeaturesReport, errorGivenFeatures } from './errorGivenFeatures.ts';
import { errorsAt } from './rowErrors.ts';

/** A quarter of fewer rows would be too small to compare. */
const MIN_ROWS_OF_A_QUARTER = 50;

/**
 * Compares the errors at the same features twice: of all current rows, and of their newest quarter, where a change that came late is not thinned by the rows before it.
 *
 * The stronger of both is reported, its p-values doubled, so that the chance of a false alarm stays at the threshold.
 *
 * @param current rows in the order of time
 */
export function compareErrors(
  reference: ErrorSide,
  current: ErrorSide,
  options: { readonly threshold: number; readonly seed: number },
): ErrorGivenFeaturesReport {
  const rows = current.errors.length;
  const quarter = Math.floor(rows / 4);
  if (quarter < MIN_ROWS_OF_A_QUARTER) return errorGivenFeatures(reference, current, options);
  const newest = {
    features: current.features,
    ...errorsAt(
      current,
      Array.from({ length: quarter }, (_, index) => rows - quarter + index),
    ),
  };
  const whole = errorGivenFeatures(reference, current, { ...options, comparisons: 2 });
  const recent = errorGivenFeatures(reference, newest, { ...options, comparisons: 2, part: `the newest ${quarter} rows` });
  return (recent.p_value ?? 2) < (whole.p_value ?? 2) ? recent : whole;
}
