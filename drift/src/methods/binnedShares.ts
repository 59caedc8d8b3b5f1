import { histogramCounts, histogramCountsOfSorted, isWeighted, sturgesBinEdges, valueAt } from '@modelmonitor/stats';
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
  const edges = shareEdges(pair.reference, rangeOf(pair.current));
  return { reference: countsBetween(pair.reference.sorted, edges), current: countsBetween(pair.current.sorted, edges) };
}

/** What bins depend on beside the reference. */
export interface CurrentRange {
  readonly minimum: number;
  readonly maximum: number;
  /** Usable values. */
  readonly values: number;
  /** Whether every row has a whole number. */
  readonly isWhole: boolean;
}

function rangeOf(side: PreparedNumbers): CurrentRange {
  const { sorted } = side;
  return {
    minimum: valueAt(sorted, 0) ?? Number.NaN,
    maximum: valueAt(sorted, sorted.length - 1) ?? Number.NaN,
    values: sorted.length,
    isWhole: isWhole(side),
  };
}

/**
 * Edges of the bins of a reference of more than 20 distinct values.
 *
 * @throws RangeError when the range cannot be divided
 */
export function shareEdges(side: PreparedNumbers, current: CurrentRange): Float64Array {
  const reference = rangeOf(side);
  const minimum = Math.min(reference.minimum, current.minimum);
  const maximum = Math.max(reference.maximum, current.maximum);
  const rows = reference.values + current.values;
  // numpy cuts no bin of whole numbers narrower than 1; with so many values that takes half a million rows.
  const isNarrow = maximum - minimum < Math.log2(rows) + 1 && reference.isWhole && current.isWhole;
  return isNarrow ? unitBinEdges(minimum, maximum) : sturgesBinEdges(minimum, maximum, rows);
}

/** Counts of values between edges. */
export function countsBetween(sorted: PreparedNumbers['sorted'], edges: Float64Array): Float64Array {
  return isWeighted(sorted) ? histogramCountsOfSorted(sorted, edges) : histogramCounts(sorted, edges);
}

/** Whole numbers with gaps are real numbers in pandas. */
function isWhole(side: PreparedNumbers): boolean {
  if (usableRows(side) !== side.rows) return false;
  return side.counted?.isWhole ?? (isWeighted(side.sorted) ? side.sorted.values : side.sorted).every(Number.isInteger);
}

function unitBinEdges(minimum: number, maximum: number): Float64Array {
  return Float64Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index);
}
