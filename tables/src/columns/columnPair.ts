import { isWeighted, type WeightedSample } from '@modelmonitor/stats';
import type { PreparedCategories, PreparedColumn, PreparedNumbers } from './prepareColumn.ts';

export interface NumericPair {
  readonly type: 'numeric';
  readonly reference: PreparedNumbers;
  readonly current: PreparedNumbers;
}

export interface CategoricalPair {
  readonly type: 'categorical';
  readonly reference: PreparedCategories;
  readonly current: PreparedCategories;
}

/** The same column on both sides. */
export type ColumnPair = NumericPair | CategoricalPair;

/** Both sides as a pair; undefined when one holds numbers and the other categories. */
export function columnPair(reference: PreparedColumn, current: PreparedColumn): ColumnPair | undefined {
  if (reference.type === 'numeric' && current.type === 'numeric') return { type: 'numeric', reference, current };
  if (reference.type === 'categorical' && current.type === 'categorical') return { type: 'categorical', reference, current };
  return undefined;
}

/** Distinct values of both sides together, counted no further than a limit: a method needs only few or many. */
export function pooledDistinct(pair: ColumnPair, limit: number): number {
  if (pair.type === 'numeric') return pooledRuns(valuesOf(pair.reference.sorted), valuesOf(pair.current.sorted), limit);
  if (pair.reference.uncounted !== undefined || pair.current.uncounted !== undefined) return limit;
  return Math.min(limit, new Set([...pair.reference.counts.keys(), ...pair.current.counts.keys()]).size);
}

/** Whether a sorted column has more distinct values than that. */
export function hasMoreValuesThan(sorted: PreparedNumbers['sorted'], values: number): boolean {
  if (isWeighted(sorted)) return sorted.values.length > values;
  return pooledRuns(sorted, new Float64Array(), values + 1) > values;
}

function valuesOf(sorted: Float64Array | WeightedSample): Float64Array {
  return isWeighted(sorted) ? sorted.values : sorted;
}

function pooledRuns(reference: Float64Array, current: Float64Array, limit: number): number {
  let [i, j, runs] = [0, 0, 0];
  while (runs < limit && (i < reference.length || j < current.length)) {
    const value = Math.min(reference[i] ?? Number.POSITIVE_INFINITY, current[j] ?? Number.POSITIVE_INFINITY);
    while (reference[i] === value) i++;
    while (current[j] === value) j++;
    runs++;
  }
  return runs;
}
