import { histogramCounts, sturgesBinEdges } from '@modelmonitor/stats';
import { type ColumnPair, hasMoreValuesThan, type NumericPair } from '../columns/columnPair.ts';
import { usableRows } from '../columns/preparedColumn.ts';
import { categoryCounts } from './categoryCounts.ts';

/** Shares of the rows in the same bins on both sides. */
export interface BinnedShares {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

const MOST_VALUES_AS_BINS = 20;

/**
 * Bins of psi and jensenshannon: equal bins by Sturges' rule over both sides when the reference has more than 20 distinct numbers, else
 * one bin for each value of either side (Evidently 0.7.21, `get_binned_data`).
 */
export function binnedShares(pair: ColumnPair): BinnedShares {
  const counts = isContinuous(pair) ? sturgesCounts(pair) : categoryCounts(pair);
  return {
    reference: Array.from(counts.reference, (count) => count / usableRows(pair.reference)),
    current: Array.from(counts.current, (count) => count / usableRows(pair.current)),
  };
}

function isContinuous(pair: ColumnPair): pair is NumericPair {
  return pair.type === 'numeric' && hasMoreValuesThan(pair.reference.sorted, MOST_VALUES_AS_BINS);
}

function sturgesCounts({ reference: { sorted: reference }, current: { sorted: current } }: NumericPair): {
  reference: Float64Array;
  current: Float64Array;
} {
  const minimum = Math.min(reference[0] ?? Number.NaN, current[0] ?? Number.NaN);
  const maximum = Math.max(reference.at(-1) ?? Number.NaN, current.at(-1) ?? Number.NaN);
  const edges = sturgesBinEdges(minimum, maximum, reference.length + current.length);
  return { reference: histogramCounts(reference, edges), current: histogramCounts(current, edges) };
}
