import type { DataSets } from '../dataSet.ts';
import type { ReadType } from '../readType.ts';
import { columnType } from './columnType.ts';
import type { PreparedCategories, PreparedColumn, PreparedNumbers } from './prepareColumn.ts';

/** A column of both sides; undefined where a side has none of that name. */
export interface ColumnSides {
  readonly name: string;
  readonly reference: PreparedColumn | undefined;
  readonly current: PreparedColumn | undefined;
  /** Rows of each side, for a column that one of them lacks. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** Why the sides cannot be compared although both have the column. */
  readonly reason?: string;
}

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

/**
 * A column of both sides, each in the type they have in common. Categories that a profile does not list are one category on both sides: a
 * new category among them is not recognised as new, and shows only in the size of that one.
 *
 * @param given the type that a user or a resource states
 */
export function columnSides(name: string, { reference, current }: DataSets, given?: ReadType): ColumnSides {
  const type = columnType({ given, reference: reference.look(name), current: current.look(name) });
  const before = reference.column(name, type);
  const after = current.column(name, type);
  const sides = { name, reference: before, current: after, rows: { reference: reference.rows, current: current.rows } };
  if (before === undefined || after === undefined) return sides;
  if (before.type !== after.type) {
    const hint = reference.kind === 'profile' ? `: create the profile again with modelmonitor profile --types ${name}=${after.type}` : '';
    const origin = reference.kind === 'profile' ? 'profile' : 'reference';
    return { ...sides, reason: `the column is ${before.type} in the ${origin} and ${after.type} in the current data${hint}` };
  }
  if (before.type === 'numeric' || after.type === 'numeric') return sides;
  if (before.uncounted?.nature === 'text' && before.uncounted.texts === undefined) return { ...sides, reason: NO_TEXTS };
  return before.others === undefined ? sides : { ...sides, current: foldOthers(after, before, before.others) };
}

const NO_TEXTS = 'the reference is a profile merged from others, which kept neither the texts nor their properties';

function foldOthers(column: PreparedCategories, { counts: listed }: PreparedCategories, others: string): PreparedCategories {
  const counts = new Map<string, number>();
  for (const [category, count] of column.counts) {
    const name = listed.has(category) ? category : others;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return { ...column, counts };
}

/** Both sides as a pair; undefined when one holds numbers and the other categories. */
export function columnPair(reference: PreparedColumn, current: PreparedColumn): ColumnPair | undefined {
  if (reference.type === 'numeric' && current.type === 'numeric') return { type: 'numeric', reference, current };
  if (reference.type === 'categorical' && current.type === 'categorical') return { type: 'categorical', reference, current };
  return undefined;
}

/** Distinct values of both sides together, counted no further than a limit: a method needs only few or many. */
export function pooledDistinct(pair: ColumnPair, limit: number): number {
  if (pair.type === 'numeric') return pooledRuns(pair.reference.sorted, pair.current.sorted, limit);
  if (pair.reference.uncounted !== undefined || pair.current.uncounted !== undefined) return limit;
  return Math.min(limit, new Set([...pair.reference.counts.keys(), ...pair.current.counts.keys()]).size);
}

/** Whether a sorted column has more distinct values than that. */
export function hasMoreValuesThan(sorted: Float64Array, values: number): boolean {
  return pooledRuns(sorted, new Float64Array(), values + 1) > values;
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
