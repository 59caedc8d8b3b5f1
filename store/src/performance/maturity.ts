import { quantileSorted } from '@modelmonitor/stats';
import type { SavedPerformance } from './performanceTables.ts';

/** Part of the usual share of labels from which a period is judged. */
const MATURE_PART = 0.8;

/**
 * The share of predictions that usually get a label: the median over the days that are older than nine of ten labels take; over all days
 * with labels where none is that old. Null without labels.
 */
export function usualShare(days: readonly SavedPerformance[], now: number): number | null {
  const labelled = days.filter(({ record }) => record.labelled > 0);
  const slowest = Math.max(0, ...labelled.map(({ record }) => record.delaySeconds?.p90 ?? 0)) * 1000;
  const old = labelled.filter(({ start }) => start + DAY + slowest <= now);
  const shares = Float64Array.from(old.length > 0 ? old : labelled, ({ record }) => record.labelled / record.predicted).sort();
  return shares.length === 0 ? null : quantileSorted(shares, 0.5);
}

const DAY = 86_400_000;

/** Whether a period has nearly as many labels as is usual: a younger one may only seem to have fallen. */
export function isMature(
  { labelled, predicted }: { readonly labelled: number; readonly predicted: number },
  usual: number | null,
): boolean {
  return usual !== null && labelled > 0 && labelled / predicted >= MATURE_PART * usual;
}
