import type { DistinctSketch, FrequentSketch, Moments, QuantileSketch } from '@modelmonitor/stats';
import type { TextProperty } from '../columns/prepareColumn.ts';

interface AnyProfile {
  readonly name: string;
  readonly missing: number;
  /** Values that are not of the type of the column; they count as missing too. */
  readonly odd?: number;
  /** Why the values cannot be used; a reader then knows none of them. */
  readonly reason?: string;
}

/** A numeric column without its rows. */
export interface NumericProfile extends AnyProfile {
  readonly type: 'numeric';
  readonly infinite: { readonly negative: number; readonly positive: number };
  /** Of the finite values, exact but for rounding. */
  readonly moments: Moments;
  /** Distribution of the finite values. */
  readonly sketch: QuantileSketch;
}

/** Properties of the texts of a column, a value for each row. */
export type TextSketches = Readonly<Record<TextProperty, QuantileSketch>>;

/** A categorical column without its rows. */
export interface CategoricalProfile extends AnyProfile {
  /** How the column was read, as `ReadType` says. */
  readonly type: 'categorical' | 'integer' | 'truth' | 'time';
  readonly nature: 'categories' | 'text' | 'time';
  readonly frequent: FrequentSketch;
  /** Counts the different categories; absent when all are listed. */
  readonly distinct?: DistinctSketch;
  /** Of texts, instead of them; absent when all are listed, or when they were not all known. */
  readonly texts?: TextSketches;
}

export type ColumnProfile = NumericProfile | CategoricalProfile;

/** A table without its rows: what a drift check needs from a reference. */
export interface Profile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}
