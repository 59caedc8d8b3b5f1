import type { Column } from '../table.ts';

/**
 * Counts rows where they are, in a database or in a stream of pages, so that only the counts travel. Each method reads the rows once for
 * all of its questions, or once for each; the numbers of a column are double precision, and NULL and NaN are missing.
 */
export interface CountSource {
  /** Columns that may be counted. */
  readonly columns: readonly SourceColumn[];
  /** Rows of the whole source. */
  countRows(): Promise<number>;
  /** Extremes and moments of numeric columns. */
  ranges(questions: readonly RangeQuestion[]): Promise<readonly NumberRange[]>;
  /** Rows at and between the edges of numeric columns. */
  countAtEdges(questions: readonly EdgeQuestion[]): Promise<readonly EdgeCounts[]>;
  /** Values of numeric columns by their place in ascending order. */
  orderStatistics(questions: readonly RankQuestion[]): Promise<readonly Float64Array[]>;
  /** Rows per finite value of a numeric column; undefined where there are more distinct values than the limit. */
  countValues(name: string, limit: number): Promise<ReadonlyMap<number, number> | undefined>;
  /** Rows per category; undefined counts where there are more distinct values than the limit. */
  countCategories(name: string, limit: number): Promise<CategoryCounts>;
  /** Values of columns in a sample of about so many rows; the same seed and rows give the same sample. */
  sampleRows(names: readonly string[], rows: number): Promise<readonly Column[]>;
}

export interface SourceColumn {
  readonly name: string;
  readonly type: 'numeric' | 'categorical' | 'truth' | 'time';
}

export interface RangeQuestion {
  readonly name: string;
  /** Subtracted from every value before moments are computed, so that they keep their digits: a number close to most values. */
  readonly shift: number;
}

/** What is known of the numbers of a column before they are counted. */
export interface NumberRange {
  /** All rows; those without a value; those with an infinity. */
  readonly rows: number;
  readonly missing: number;
  readonly infinite: number;
  /** Of the finite values; NaN where there is none. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Whether every finite value is a whole number. */
  readonly isWhole: boolean;
}

/** Half-open ranges [from, to), ascending and apart: from of the first, to of the first, from of the second, …; a missing last end is infinity. */
export type Ranges = Float64Array;

export interface EdgeQuestion {
  readonly name: string;
  /** Strictly ascending, finite, at least one. */
  readonly edges: Float64Array;
  /** Subtracted from every value before values are summed, so that sums keep their digits. */
  readonly shift: number;
  /** A power of two that values and shift are divided by before, so that no sum overflows; 1 where none can. */
  readonly scale: number;
  /** Only finite values within are counted; all where absent. */
  readonly within?: Ranges;
}

/** One entry per edge and one before: index i > 0 is of values from edge i − 1, inclusive, to the next. */
export interface EdgeCounts {
  /** Rows, those at the edge included. */
  readonly counts: Float64Array;
  /** Rows exactly at the edge. */
  readonly ties: Float64Array;
  /** Σ (value / scale − shift / scale), of rows at the edge too. */
  readonly sums: Float64Array;
}

export interface RankQuestion {
  readonly name: string;
  readonly within: Ranges;
  /** Rows within the ranges. */
  readonly rows: number;
  /** Ascending, from 1: the smallest value within the ranges has rank 1. */
  readonly ranks: readonly number[];
}

export interface CategoryCounts {
  readonly missing: number;
  readonly counts: ReadonlyMap<string, number> | undefined;
}
