import type { WeightedSample } from '@modelmonitor/stats';
import type { ColumnPair } from '@modelmonitor/tables';
import { distinctSorted } from '@modelmonitor/tables';

/** Rows per category on both sides, in ascending order of the category. */
export interface CategoryCounts {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/**
 * Counts the categories that come on either side; of a numeric column, its values. Categories that are all numbers are in numeric order.
 */
export function categoryCounts(pair: ColumnPair): CategoryCounts {
  return pair.type === 'numeric'
    ? alignCounts(countValues(pair.reference.sorted), countValues(pair.current.sorted), ascending)
    : alignCounts(pair.reference.counts, pair.current.counts, textOrder([...pair.reference.counts.keys(), ...pair.current.counts.keys()]));
}

function countValues(sorted: Float64Array | WeightedSample): Map<number, number> {
  const { values, counts } = distinctSorted(sorted);
  return new Map(values.map((value, index) => [value, counts[index] ?? 0]));
}

function alignCounts<Key>(
  reference: ReadonlyMap<Key, number>,
  current: ReadonlyMap<Key, number>,
  order: (a: Key, b: Key) => number,
): CategoryCounts {
  const keys = [...new Set([...reference.keys(), ...current.keys()])].sort(order);
  return { reference: keys.map((key) => reference.get(key) ?? 0), current: keys.map((key) => current.get(key) ?? 0) };
}

function ascending(a: number, b: number): number {
  return a - b;
}

function textOrder(categories: readonly string[]): (a: string, b: string) => number {
  const isNumber = (category: string) => category.trim() !== '' && Number.isFinite(Number(category));
  return categories.every(isNumber) ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : Number(a > b));
}
