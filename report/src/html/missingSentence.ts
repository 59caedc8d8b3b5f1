import type { ColumnReport } from '@modelmonitor/api';
import { formatNumber, formatPercentBeside } from '@modelmonitor/api/plain';
import { formatPValue } from './formatPValue.ts';

/** The test of the share of missing values in one sentence; undefined where none was made. */
export function missingSentence({ missing, missing_shift: shift }: Pick<ColumnReport, 'missing' | 'missing_shift'>): string | undefined {
  if (shift === undefined) return undefined;
  const change = missingChange(missing);
  const found = `two-proportion z-test, ${formatPValue(shift.score)}, threshold ${formatNumber(shift.threshold)}`;
  return `Missing values ${change ?? 'stayed the same'} (${found}): ${shift.drifted ? 'shifted' : 'no shift'}.`;
}

/** "rose from 0 % to 12 %"; undefined when the share did not change. */
export function missingChange({ reference, current }: ColumnReport['missing']): string | undefined {
  if (reference.share === current.share) return undefined;
  const [before, after] = [formatPercentBeside(reference.share, current.share), formatPercentBeside(current.share, reference.share)];
  return `${current.share > reference.share ? 'rose' : 'fell'} from ${before} to ${after}`;
}
