import type { WeightedSample } from '@modelmonitor/stats';
import type { CategoricalColumn, Column, NumericColumn } from '../table.ts';
import type { Nature } from '../values/nature.ts';
import { missingOverTime } from './missingOverTime.ts';
import { type NumberBuffers, newBuffers } from './numberBuffers.ts';
import { sortNumbers } from './sortNumbers.ts';

export const textPropertyNames = ['length', 'letters', 'digits', 'spaces'] as const;

export type TextProperty = (typeof textPropertyNames)[number];

/** Properties of texts: a value for each row, in ascending order; the shares are of its characters, to a thousandth. */
export type TextProperties = Readonly<Record<TextProperty, Float64Array>>;

interface Prepared {
  readonly rows: number;
  readonly missing: number;
  /** Share of missing values over equal slices of the rows, in their order; absent when none is missing or the order is not known. */
  readonly missingOverTime?: readonly number[];
  /** Cells that are not of the column's type and were left out, as if they were missing; absent when there are none. */
  readonly odd?: OddCells;
  /** Cells that stand for a missing number in a way that not every file does, such as `?`; absent when there are none. */
  readonly markers?: OddCells;
}

/** Cells that are not of the type of their column. */
export interface OddCells {
  readonly count: number;
  /** The first few of them. */
  readonly examples: readonly OddCell[];
}

interface OddCell {
  /** Row of the data, from 1; the header is not counted. */
  readonly row: number;
  /** At most 60 characters of it. */
  readonly text: string;
}

/** A numeric column ready for tests: its finite values in ascending order, and what was left out. */
export interface PreparedNumbers extends Prepared {
  readonly type: 'numeric';
  readonly sorted: Float64Array | WeightedSample;
  readonly infinite: number;
  /** What is known of values that were counted where the rows are; absent where every value is in `sorted`. */
  readonly counted?: CountedFacts;
}

/** What is known of numbers beside their counts. */
interface CountedFacts {
  /** Whether each value of `sorted` is one of the column; else some stand for those between two edges, and are their mean. */
  readonly isComplete: boolean;
  /** Whether all rows have whole numbers. */
  readonly isWhole: boolean;
}

/** A categorical column ready for tests: rows per category. */
export interface PreparedCategories extends Prepared {
  readonly type: 'categorical';
  readonly counts: ReadonlyMap<string, number>;
  readonly infinite: 0;
  /** What the values are; by their content when absent. */
  readonly nature?: Nature;
  /** The category that stands for every one that is not in the counts, as in a profile; absent when all are counted. */
  readonly others?: string;
  /** What is known of values that are in no count, as those of a profile; absent when every value is counted. */
  readonly uncounted?: UncountedValues;
}

/** Texts or times, nearly all different, of which only this is known. */
export interface UncountedValues {
  readonly nature: 'text' | 'time';
  readonly rows: number;
  /** Different values of the whole column, roughly. */
  readonly distinct: number;
  /** Rows of the most common one, at most. */
  readonly mostCommon: number;
  /** Properties of all texts of the column; absent when they are not known, and for times. */
  readonly texts?: TextProperties;
}

export type PreparedColumn = PreparedNumbers | PreparedCategories;

/** Sorts or counts a column once, for its test, summary and histogram. */
export function prepareColumn(column: NumericColumn): PreparedNumbers;
export function prepareColumn(column: CategoricalColumn): PreparedCategories;
export function prepareColumn(column: Column): PreparedColumn;
export function prepareColumn(column: Column): PreparedColumn {
  return column.type === 'numeric' ? prepareNumbers(column.values.slice()) : prepareCategories(column.values);
}

/** A column without a value. */
export function emptyColumn(type: PreparedColumn['type'], rows: number): PreparedColumn {
  return type === 'numeric'
    ? { type, rows, sorted: new Float64Array(), missing: rows, infinite: 0 }
    : { type, rows, counts: new Map(), missing: rows, infinite: 0 };
}

/** Values that a test can use. */
export function usableRows({ rows, missing, infinite }: PreparedColumn): number {
  return rows - missing - infinite;
}

/**
 * Sorts numbers once, as `prepareColumn` does.
 *
 * @param values used as working memory and overwritten
 * @param buffers provides more of it
 */
export function prepareNumbers(values: Float64Array, buffers: NumberBuffers = newBuffers): PreparedNumbers {
  const rows = values.length;
  const { kept, missing } = finiteFirst(values, false);
  const overTime = missingSlices(values, missing);
  if (kept < rows) finiteFirst(values, true);
  const sorted = sortNumbers(kept === rows ? values : values.slice(0, kept), buffers);
  return { type: 'numeric', rows, sorted, missing, infinite: rows - kept - missing, ...overTime };
}

/** Counts finite values and NaN; optionally moves the finite ones to the front. */
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

function prepareCategories(values: readonly (string | null)[]): PreparedCategories {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of values) {
    if (value === null) missing++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { type: 'categorical', rows: values.length, counts, missing, infinite: 0, ...missingSlices(values, missing) };
}

function missingSlices(values: ArrayLike<number | string | null>, missing: number): Pick<Prepared, 'missingOverTime'> {
  return missing === 0 ? {} : { missingOverTime: missingOverTime(values) };
}
