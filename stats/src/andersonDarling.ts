import { eachPooledRun } from './eachPooledRun.ts';
import { requireAscending } from './requireAscending.ts';
import { type SortedSample, valueAt } from './weightedSample.ts';

/** The standardised statistic of Scholz and Stephens, and the p-value between 0.001 and 0.25. */
export interface AndersonDarlingResult {
  readonly statistic: number;
  readonly pValue: number;
}

const FEWEST_ROWS = 4;

// Least squares of ln p on the critical values 0.325 (p = 0.25), 1.226, 1.961, 2.718, 3.752, 4.592 and 6.546 (p = 0.001) of two samples:
// Scholz & Stephens, table 2, m = 1. scipy fits the same parabola at each call.
const [SMALLEST_CRITICAL, LARGEST_CRITICAL] = [0.325, 6.546];
const LOG_P_VALUE = [0.018198094574111257, -1.0082265644652506, -1.0777702798204873] as const;

/**
 * Anderson–Darling test that two samples come from one distribution: like Cramér–von Mises, with more weight on both tails.
 *
 * Midranks where values are tied. The p-value is interpolated in a table and clipped to it, from 0.001 to 0.25, as scipy's `anderson_ksamp`.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one, four rows on both sides together
 * @returns the statistic, about 0 on average when nothing differs, and the p-value
 * @throws RangeError when a sample is empty, not ascending, or not finite, when rows are too few or all values are equal
 * @see Scholz & Stephens, K-Sample Anderson–Darling Tests (1987), eq. 7
 * @example
 * andersonDarling([1, 2, 3, 4], [3, 4, 5, 6]) // => { statistic: 1.6904413249447956, pValue: 0.06521176365685499 }
 */
export function andersonDarling(reference: SortedSample, current: SortedSample): AndersonDarlingResult {
  requireAscending('anderson-darling', reference);
  requireAscending('anderson-darling', current);
  const [n, m] = [reference.length, current.length];
  if (n + m < FEWEST_ROWS) throw new RangeError(`anderson-darling needs at least ${FEWEST_ROWS} rows on both sides together, got ${n + m}`);
  if (
    Math.min(valueAt(reference, 0) as number, valueAt(current, 0) as number) ===
    Math.max(valueAt(reference, n - 1) as number, valueAt(current, m - 1) as number)
  ) {
    throw new RangeError(`anderson-darling needs more than one distinct value, got only ${valueAt(reference, 0)}`);
  }
  const statistic = (midrankStatistic(reference, current) - 1) / Math.sqrt(varianceOfStatistic(n, m));
  return { statistic, pValue: interpolatePValue(statistic) };
}

function midrankStatistic(reference: SortedSample, current: SortedSample): number {
  const [n, m] = [reference.length, current.length];
  const rows = n + m;
  let [referenceBefore, currentBefore, sum] = [0, 0, 0];
  eachPooledRun(reference, current, (inReference, inCurrent) => {
    const tied = inReference + inCurrent;
    const rank = referenceBefore + currentBefore + tied / 2;
    // n·m times the difference of the distribution functions at midrank; both samples have it, with opposite signs.
    const difference = (referenceBefore + inReference / 2) * m - (currentBefore + inCurrent / 2) * n;
    sum += ((tied / rows) * difference * difference) / (rank * (rows - rank) - (rows * tied) / 4);
    referenceBefore += inReference;
    currentBefore += inCurrent;
  });
  return sum * (1 / n + 1 / m) * ((rows - 1) / rows);
}

/** σ² of the statistic, eq. 4 of Scholz & Stephens for two samples. */
function varianceOfStatistic(n: number, m: number): number {
  const rows = n + m;
  const inverses = 1 / n + 1 / m;
  let [harmonic, g] = [0, 0];
  for (let i = 1; i < rows - 1; i++) {
    harmonic += 1 / (rows - i);
    g += harmonic / (i + 1);
  }
  const h = harmonic + 1;
  const a = 4 * g - 6 + (10 - 6 * g) * inverses;
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6;
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverses + 4 * h;
  const d = 4 * (2 * h + 6) - 8 * h;
  return (((a * rows + b) * rows + c) * rows + d) / ((rows - 1) * (rows - 2) * (rows - 3));
}

function interpolatePValue(statistic: number): number {
  if (statistic < SMALLEST_CRITICAL) return 0.25;
  if (statistic > LARGEST_CRITICAL) return 0.001;
  const [square, slope, constant] = LOG_P_VALUE;
  return Math.exp((square * statistic + slope) * statistic + constant);
}
