import type { Column } from '../table.ts';
import { missingOverTime } from './missingOverTime.ts';
import { type NumberBuffers, newBuffers } from './numberBuffers.ts';
import { sortNumbers } from './sortNumbers.ts';
import type { TextProperties } from './textProperties.ts';

interface Prepared {
  readonly rows: number;
  readonly missing: number;
  /** Share of missing values over equal slices of the rows, in their order; absent when none is missing or the order is not known. */
  readonly missingOverTime?: readonly number[];
}

/** A numeric column made ready for tests: its finite values in ascending order, and what was left out. */
export interface PreparedNumbers extends Prepared {
  readonly type: 'numeric';
  readonly sorted: Float64Array;
  readonly infinite: number;
}

/** A categorical column made ready for tests: rows per category. */
export interface PreparedCategories extends Prepared {
  readonly type: 'categorical';
  readonly counts: ReadonlyMap<string, number>;
  readonly infinite: 0;
  /** What is known of values that are in no count, as those of a profile; absent when every value is counted. */
  readonly uncounted?: UncountedValues;
}

/** Texts or times that are different nearly all, and of which only this is known. */
export interface UncountedValues {
  readonly rows: number;
  /** Different values of the whole column, roughly. */
  readonly distinct: number;
  /** Rows of the most common one, at most. */
  readonly mostCommon: number;
  /** What all texts of the column are made of; absent when that is not known, and of times. */
  readonly texts?: TextProperties;
}

export type PreparedColumn = PreparedNumbers | PreparedCategories;

/** Sorts or counts a column once, for its test, summary and histogram. */
export function preparedColumn(column: Column): PreparedColumn {
  return column.type === 'numeric' ? preparedNumbers(column.values.slice()) : preparedCategories(column.values);
}

/** A column without a value. */
export function emptyPrepared(type: PreparedColumn['type'], rows: number): PreparedColumn {
  return type === 'numeric'
    ? { type, rows, sorted: new Float64Array(), missing: rows, infinite: 0 }
    : { type, rows, counts: new Map(), missing: rows, infinite: 0 };
}

/** Values that a test can use. */
export function usableRows({ rows, missing, infinite }: PreparedColumn): number {
  return rows - missing - infinite;
}

/**
 * Sorts numbers once, as `preparedColumn` does.
 *
 * @param values used as working memory: nothing of them is left
 * @param buffers gives more of it
 */
export function preparedNumbers(values: Float64Array, buffers: NumberBuffers = newBuffers): PreparedNumbers {
  const rows = values.length;
  const { kept, missing } = finiteFirst(values, false);
  const overTime = slices(values, missing);
  if (kept < rows) finiteFirst(values, true);
  const sorted = sortNumbers(kept === rows ? values : values.slice(0, kept), buffers);
  return { type: 'numeric', rows, sorted, missing, infinite: rows - kept - missing, ...overTime };
}

/** Counts finite values and NaN; moves the finite ones to the front when asked. */
function finiteFirst(values: Float64Array, move: boolean): { kept: number; missing: number } {
  let [kept, missing] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value - value === 0) {
      if (move) values[kept] = value;
      kept++;
    } else if (Number.isNaN(value)) missing++;
  }
  return { kept, missing };
}

function preparedCategories(values: readonly (string | null)[]): PreparedCategories {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of values) {
    if (value === null) missing++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { type: 'categorical', rows: values.length, counts, missing, infinite: 0, ...slices(values, missing) };
}

function slices(values: ArrayLike<number | string | null>, missing: number): Pick<Prepared, 'missingOverTime'> {
  return missing === 0 ? {} : { missingOverTime: missingOverTime(values) };
}
