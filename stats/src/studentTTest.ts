import { meanAndDeviation } from './meanAndDeviation.ts';
import { requireAscending } from './requireAscending.ts';
import { studentTTwoSidedSurvival } from './studentTTwoSidedSurvival.ts';
import type { SortedSample } from './weightedSample.ts';

/** t, positive when the reference has the larger mean; infinite when both samples are constant and differ. */
export interface StudentTResult {
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

const FEWEST_ROWS = 3;

/**
 * Student's two-sample t-test that two means are equal, two-sided, with the pooled variance, as scipy's `ttest_ind`.
 *
 * Two constant samples of one value have t 0 and p-value 1; of two values, t ±Infinity and p-value 0.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one, three on both sides together
 * @returns t, the p-value and the degrees of freedom n + m − 2
 * @throws RangeError when a sample is empty, not ascending or not finite, when rows are too few, or values so large that their squares overflow
 * @see Student, The Probable Error of a Mean (1908)
 * @example
 * studentTTest([1, 2, 3], [2, 4, 6]) // => { statistic: -1.5491933384829668, pValue: 0.1962611781492699, degreesOfFreedom: 4 }
 */
export function studentTTest(reference: SortedSample, current: SortedSample): StudentTResult {
  requireAscending('t-test', reference);
  requireAscending('t-test', current);
  const [n, m] = [reference.length, current.length];
  if (n + m < FEWEST_ROWS) throw new RangeError(`t-test needs at least ${FEWEST_ROWS} rows on both sides together, got ${n + m}`);
  const [one, other] = [meanAndDeviation(reference), meanAndDeviation(current)];
  const degreesOfFreedom = n + m - 2;
  const pooled = (n * one.standardDeviation ** 2 + m * other.standardDeviation ** 2) / degreesOfFreedom;
  const difference = one.mean - other.mean;
  const statistic = difference === 0 ? 0 : difference / Math.sqrt(pooled * (1 / n + 1 / m));
  if (Number.isNaN(statistic) || pooled === Number.POSITIVE_INFINITY) {
    throw new RangeError('t-test needs values whose sums and squares are finite numbers, got larger ones');
  }
  return { statistic, pValue: studentTTwoSidedSurvival(statistic, degreesOfFreedom), degreesOfFreedom };
}
