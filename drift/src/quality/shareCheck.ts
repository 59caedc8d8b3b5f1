import { betaBinomialUpperQuantile } from '@modelmonitor/stats';
import { noVerdict } from './noVerdict.ts';
import type { CheckOutcome, QualityLimits } from './qualityCheck.ts';

/** Rows of one kind among the rows of each side. */
export interface KindCounts {
  readonly found: number;
  readonly rows: number;
  readonly referenceFound: number;
  readonly referenceRows: number;
}

interface ShareCheckOptions {
  readonly limits: Pick<QualityLimits, 'significance' | 'tolerance'>;
  readonly detail?: string | undefined;
  /** Shapes of what is known of the share; by default from the reference's count, raised by the tolerance. */
  readonly shapes?: { readonly a: number; readonly b: number };
}

/**
 * Checks a share that should not grow. It passes up to the reference's share, raised by the tolerance, plus the sampling error of both sides:
 * the count that rows like the reference's exceed with no more than the significance. A smaller share never fails. Unknown where the share
 * grew, but even all rows would be within the limit.
 */
export function shareCheck(counts: KindCounts, options: ShareCheckOptions): CheckOutcome {
  const { found, rows, referenceFound, referenceRows } = counts;
  if (rows === 0) return noVerdict('the current data has no values to check');
  if (referenceRows === 0) return noVerdict('the reference has no values to compare with', { value: found / rows });
  const most = mostExpected(counts, options);
  const figures = { reference: referenceFound / referenceRows, value: found / rows };
  const detail = options.detail === undefined ? {} : { detail: options.detail };
  if (most >= rows && figures.value > figures.reference * (1 + options.limits.tolerance)) {
    return noVerdict('any share could come by chance: too few rows, or values that hardly repeat', { ...figures, ...detail });
  }
  return { ...figures, limit: { at_most: most / rows }, verdict: found <= most ? 'passed' : 'failed', ...detail };
}

function mostExpected({ rows, referenceFound, referenceRows }: KindCounts, { limits, shapes }: ShareCheckOptions): number {
  const raised = referenceFound * (1 + limits.tolerance);
  const { a, b } = shapes ?? { a: raised + 1, b: referenceRows - raised };
  return b < 1 ? rows : betaBinomialUpperQuantile({ trials: rows, a, b }, limits.significance);
}
