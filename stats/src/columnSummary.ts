import { meanAndDeviation } from './meanAndDeviation.ts';
import { quantileSorted } from './quantileSorted.ts';
import { requireAscending } from './requireAscending.ts';
import type { SortedSample } from './weightedSample.ts';

/** All but the count in the unit of the column; the deviation with ddof 0, quantiles by linear interpolation. */
export interface ColumnSummary {
  readonly count: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly median: number;
  readonly quantiles: { readonly p05: number; readonly p25: number; readonly p75: number; readonly p95: number };
}

/**
 * The usual figures of one numeric column.
 *
 * @param sorted finite values in ascending order, at least one
 * @returns count, mean, standard deviation, extremes, median and four quantiles
 * @throws RangeError when the sample is empty, not ascending, or holds NaN or an infinity
 * @example
 * columnSummary([1, 2, 3, 4, 5]).quantiles // => { p05: 1.2, p25: 2, p75: 4, p95: 4.8 }
 */
export function columnSummary(sorted: SortedSample): ColumnSummary {
  requireAscending('summary', sorted);
  const quantile = (probability: number): number => quantileSorted(sorted, probability);
  return {
    count: sorted.length,
    ...meanAndDeviation(sorted),
    minimum: quantile(0),
    maximum: quantile(1),
    median: quantile(0.5),
    quantiles: { p05: quantile(0.05), p25: quantile(0.25), p75: quantile(0.75), p95: quantile(0.95) },
  };
}
