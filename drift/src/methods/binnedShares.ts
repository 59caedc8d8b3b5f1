import { histogramCounts, sturgesBinEdges } from '@modelmonitor/stats';
import { type ColumnPair, hasMoreValuesThan, type NumericPair, type PreparedNumbers, usableRows } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';

/** Shares of the rows in the same bins on both sides. */
export interface BinnedShares {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

const MOST_VALUES_AS_BINS = 20;

/**
 * Bins of psi, kl_div and jensenshannon: equal bins by Sturges' rule over both sides when the reference has more than 20 distinct numbers, else
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

function sturgesCounts(pair: NumericPair): { reference: Float64Array; current: Float64Array } {
  const [reference, current] = [pair.reference.sorted, pair.current.sorted];
  const minimum = Math.min(reference[0] ?? Number.NaN, current[0] ?? Number.NaN);
  const maximum = Math.max(reference.at(-1) ?? Number.NaN, current.at(-1) ?? Number.NaN);
  const rows = reference.length + current.length;
  // numpy cuts no bin of whole numbers narrower than 1; with so many values that takes half a million rows.
  const isNarrow = maximum - minimum < Math.log2(rows) + 1 && isWhole(pair.reference) && isWhole(pair.current);
  const edges = isNarrow ? unitBinEdges(minimum, maximum) : sturgesBinEdges(minimum, maximum, rows);
  return { reference: histogramCounts(reference, edges), current: histogramCounts(current, edges) };
}

/** Whole numbers with gaps are real numbers in pandas. */
function isWhole(side: PreparedNumbers): boolean {
  return usableRows(side) === side.rows && side.sorted.every(Number.isInteger);
}

function unitBinEdges(minimum: number, maximum: number): Float64Array {
  return Float64Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index);
}
