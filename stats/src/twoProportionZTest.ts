import { normalSurvival } from './normalSurvival.ts';

/** How many rows of each side have the value whose share is compared. */
export interface TwoProportionCounts {
  readonly referenceSuccesses: number;
  readonly referenceRows: number;
  readonly currentSuccesses: number;
  readonly currentRows: number;
}

/** z is positive when the reference has the larger share. */
export interface TwoProportionResult {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Two-sided z-test that two shares are equal, with the pooled share in the standard error:
 *
 *     z = (p₁ − p₂) / √( p (1 − p) (1/n₁ + 1/n₂) ),  p-value 2 · P(Z > |z|)
 *
 * Evidently's `z` counts the rows that are not the smallest value. When all rows of both sides agree there is nothing to
 * test: z is 0 and the p-value 1.
 *
 * @param counts successes and rows of both sides; 0 ≤ successes ≤ rows, rows > 0
 * @returns the statistic and the p-value, accurate in the far tail too
 * @throws RangeError when a side has no rows, or successes outside 0 to its rows
 * @see Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 3rd edition (2003), eq. 3.1 without continuity correction
 * @example
 * twoProportionZTest({ referenceSuccesses: 50, referenceRows: 100, currentSuccesses: 65, currentRows: 100 }) // => { statistic: -2.1455956195564547, pValue: 0.0319052552365965 }
 */
export function twoProportionZTest(counts: TwoProportionCounts): TwoProportionResult {
  const { referenceSuccesses, referenceRows, currentSuccesses, currentRows } = counts;
  requireShare('reference', referenceSuccesses, referenceRows);
  requireShare('current', currentSuccesses, currentRows);
  const pooled = (referenceSuccesses + currentSuccesses) / (referenceRows + currentRows);
  if (pooled === 0 || pooled === 1) return { statistic: 0, pValue: 1 };
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / referenceRows + 1 / currentRows));
  const statistic = (referenceSuccesses / referenceRows - currentSuccesses / currentRows) / error;
  return { statistic, pValue: 2 * normalSurvival(Math.abs(statistic)) };
}

function requireShare(side: string, successes: number, rows: number): void {
  if (!(rows > 0 && rows < Number.POSITIVE_INFINITY)) throw new RangeError(`z-test needs ${side} rows, got ${rows}`);
  if (!(successes >= 0 && successes <= rows)) throw new RangeError(`z-test needs ${side} successes from 0 to ${rows}, got ${successes}`);
}
