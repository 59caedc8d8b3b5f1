import { exactKsPValue } from './exactKsPValue.ts';
import { kolmogorovTwoSidedSurvival } from './kolmogorovTwoSidedSurvival.ts';
import { ksStatistic } from './ksStatistic.ts';
import { requireAscending } from './requireAscending.ts';
import type { SortedSample } from './weightedSample.ts';

/** scipy's own limit. */
const LARGEST_EXACT_ROWS = 10_000;

/** The largest difference of the two distribution functions, and the two-sided p-value. */
export interface KsResult {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Two-sample Kolmogorov–Smirnov test, two-sided, as scipy's `ks_2samp` with its defaults.
 *
 * The p-value is exact while both samples have at most 10,000 rows; beyond that it is the one-sample distribution at
 * mn / (m + n) rows. Ties are allowed (the p-value is then conservative).
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one
 * @param isExact whether the p-value of samples of these sizes is exact; scipy's rule when absent
 * @returns the statistic, from 0 to 1, and the p-value
 * @throws RangeError when a sample is empty, not ascending, or holds NaN or an infinity
 * @see Hodges, The Significance Probability of the Smirnov Two-Sample Test (1958)
 * @example
 * ksTwoSample([1, 2, 3, 4], [3, 4, 5, 6]) // => { statistic: 0.5, pValue: 0.7714285714285716 }
 */
export function ksTwoSample(
  reference: SortedSample,
  current: SortedSample,
  isExact: (n: number, m: number) => boolean = haveFewRows,
): KsResult {
  requireAscending('ks', reference);
  requireAscending('ks', current);
  const statistic = ksStatistic(reference, current);
  const [n, m] = [reference.length, current.length];
  if (!isExact(n, m)) return { statistic, pValue: asymptoticPValue(n, m, statistic) };
  const multiple = leastCommonMultiple(n, m);
  const steps = Math.round(statistic * multiple);
  if (steps === 0) return { statistic: 0, pValue: 1 };
  const exact = exactKsPValue(n, m, steps);
  // Rounding can carry a p-value of 1 past it; scipy then takes the asymptotic one.
  return { statistic: steps / multiple, pValue: exact <= 1 ? exact : asymptoticPValue(n, m, steps / multiple) };
}

function haveFewRows(n: number, m: number): boolean {
  return Math.max(n, m) <= LARGEST_EXACT_ROWS;
}

function asymptoticPValue(n: number, m: number, statistic: number): number {
  const [longer, shorter] = n > m ? [n, m] : [m, n];
  return kolmogorovTwoSidedSurvival(roundHalfToEven((longer * shorter) / (longer + shorter)), statistic);
}

/** As IEEE 754 and numpy round; two samples of the same odd size meet the half exactly. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  return fraction > 0.5 || (fraction === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function leastCommonMultiple(n: number, m: number): number {
  let [a, b] = [n, m];
  while (b !== 0) [a, b] = [b, a % b];
  return (n / a) * m;
}
