import { eachPooledRun } from './eachPooledRun.ts';
import { exactMannWhitneySurvival } from './exactMannWhitneySurvival.ts';
import { normalSurvival } from './normalSurvival.ts';
import { requireAscending } from './requireAscending.ts';
import type { SortedSample } from './weightedSample.ts';

const LARGEST_EXACT_ROWS = 8;

/** U of the reference, the pairs in which its value is the larger one (a tie counts half), and the p-value. */
export interface MannWhitneyResult {
  readonly statistic: number;
  readonly pValue: number;
}

/** `less`: the reference is stochastically less than the current sample. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/**
 * Mann–Whitney U test that neither of two samples tends to larger values, as scipy's `mannwhitneyu` with its defaults.
 *
 * Exact when one sample has at most 8 rows and nothing is tied, else normal with corrections for ties and continuity. When all values are
 * equal the p-value is 1.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one
 * @param options which alternative counts; two-sided when absent
 * @returns U of the reference and the p-value
 * @throws RangeError when a sample is empty, not ascending, or holds NaN or an infinity
 * @see Mann & Whitney, On a Test of Whether One of Two Random Variables Is Stochastically Larger (1947)
 * @example
 * mannWhitney([1, 2, 3], [4, 5, 6]) // => { statistic: 0, pValue: 0.1 }
 */
export function mannWhitney(
  reference: SortedSample,
  current: SortedSample,
  { alternative = 'two-sided' }: { alternative?: Alternative } = {},
): MannWhitneyResult {
  requireAscending('mann-whitney', reference);
  requireAscending('mann-whitney', current);
  const [n, m] = [reference.length, current.length];
  const { statistic, tieTerm } = rankStatistic(reference, current);
  const tested = { less: n * m - statistic, greater: statistic, 'two-sided': Math.max(statistic, n * m - statistic) }[alternative];
  const survival =
    Math.min(n, m) <= LARGEST_EXACT_ROWS && tieTerm === 0
      ? exactMannWhitneySurvival(tested, [n, m])
      : normalApproximation(tested, { n, m, tieTerm });
  return { statistic, pValue: alternative === 'two-sided' ? Math.min(1, 2 * survival) : survival };
}

function rankStatistic(reference: SortedSample, current: SortedSample): { statistic: number; tieTerm: number } {
  let [currentBefore, statistic, tieTerm] = [0, 0, 0];
  eachPooledRun(reference, current, (inReference, inCurrent) => {
    statistic += inReference * (currentBefore + inCurrent / 2);
    currentBefore += inCurrent;
    const tied = inReference + inCurrent;
    tieTerm += tied * (tied * tied - 1);
  });
  return { statistic, tieTerm };
}

function normalApproximation(tested: number, { n, m, tieTerm }: { n: number; m: number; tieTerm: number }): number {
  const rows = n + m;
  const deviation = Math.sqrt(((n * m) / 12) * (rows + 1 - tieTerm / (rows * (rows - 1))));
  // Half a step towards the mean is the continuity correction; when all is tied the quotient is −∞ and the answer 1.
  return normalSurvival((tested - (n * m) / 2 - 0.5) / (deviation > 0 ? deviation : 0));
}
