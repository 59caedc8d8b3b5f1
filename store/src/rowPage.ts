import type { UnseenText } from './rowBatch.ts';
import type { RowContract } from './rowContract.ts';

/** Most rows of a page; pages of wide rows have fewer, at most about 8 MB. */
export const maxPageRows = 5000;

/** Which rows are read; all without a bound. */
export interface RowRange {
  /** Time of the first row, in milliseconds since 1970; unbounded when absent. */
  readonly from?: number | undefined;
  /** Time before which the rows are; unbounded when absent. */
  readonly to?: number | undefined;
  readonly version?: string | undefined;
  /** Whether rows with or without a label are read; all when absent. */
  readonly labelled?: boolean | undefined;
  /** Of each batch one row of so many, evenly, from a place that differs by batch: the same sample each time. All rows when absent. */
  readonly every?: number | undefined;
}

/** Rows of one contract by column, oldest first; rows of the same time in the order they were written. */
export interface RowPage {
  readonly contract: RowContract;
  readonly rows: number;
  readonly ids: readonly string[];
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
  /** Name of the version of each row. */
  readonly versions: readonly string[];
  /** Row-major, as in `RowBatch`. */
  readonly features: Float64Array;
  readonly predictions: Float64Array;
  readonly probabilities: Float64Array;
  /** Categories that the contract does not have, by increasing row. */
  readonly unseen: readonly UnseenText[];
  /** The newest label of each row: name of the class or value; null without one. */
  readonly actuals: readonly (string | number | null)[];
  /** When it arrived, in milliseconds since 1970; NaN without one. */
  readonly labelTimes: Float64Array;
}

/** How many rows a range has. */
export interface RowCounts {
  /** Rows with a prediction. */
  readonly rows: number;
  /** Rows refused for an unseen category, which have none. */
  readonly refused: number;
  /** Rows with a prediction and a label. */
  readonly labelled: number;
  /** Times of the first and the last row, in milliseconds since 1970; null without rows. */
  readonly from: number | null;
  readonly to: number | null;
}
