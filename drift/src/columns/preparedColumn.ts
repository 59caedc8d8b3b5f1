import type { Column } from '../table/table.ts';

/** A numeric column made ready for tests: its finite values in ascending order, and what was left out. */
export interface PreparedNumbers {
  readonly type: 'numeric';
  readonly rows: number;
  readonly sorted: Float64Array;
  readonly missing: number;
  readonly infinite: number;
}

/** A categorical column made ready for tests: rows per category. */
export interface PreparedCategories {
  readonly type: 'categorical';
  readonly rows: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly missing: number;
  readonly infinite: 0;
}

export type PreparedColumn = PreparedNumbers | PreparedCategories;

/** Sorts or counts a column once, for its test, summary and histogram. */
export function preparedColumn(column: Column): PreparedColumn {
  return column.type === 'numeric' ? preparedNumbers(column.values) : preparedCategories(column.values);
}

/** Values that a test can use. */
export function usableRows({ rows, missing, infinite }: PreparedColumn): number {
  return rows - missing - infinite;
}

function preparedNumbers(values: Float64Array): PreparedNumbers {
  const finite = values.filter(Number.isFinite);
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  return { type: 'numeric', rows: values.length, sorted: finite.sort(), missing, infinite: values.length - finite.length - missing };
}

function preparedCategories(values: readonly (string | null)[]): PreparedCategories {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of values) {
    if (value === null) missing++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { type: 'categorical', rows: values.length, counts, missing, infinite: 0 };
}
