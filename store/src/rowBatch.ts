import type { RowContract } from './rowContract.ts';

/** Rows that are written in one transaction, by column, so that a batch is moved to another thread without a copy. */
export interface RowBatch {
  /** Random name of the process that predicted the rows; with `number` the key of the batch in the ledger. */
  readonly writer: string;
  /** A positive integer that the writer uses once: 1 for its first batch. Parts of a batch that was refused have numbers above 2³². */
  readonly number: number;
  readonly contract: RowContract;
  readonly rows: number;
  readonly ids: RowIdentifiers;
  /** When each row was predicted, in milliseconds since 1970. */
  readonly times: Float64Array;
  /** Names of versions, which rows refer to by index in `versionOf`. */
  readonly versions: readonly string[];
  readonly versionOf: Uint16Array;
  /** Row-major, rows × features of the contract; NaN where a value is missing. */
  readonly features: Float64Array;
  /** Class index or predicted value; NaN for a row that was refused for an unseen category and has no prediction. */
  readonly predictions: Float64Array;
  /** Row-major, rows × classes of the contract; NaN where the model gave none. */
  readonly probabilities: Float64Array;
  /** Categories that the contract does not have, by increasing row. */
  readonly unseen: readonly UnseenText[];
}

/** Ids of the rows of a batch: a row without a chosen id has the one that `rowNames` gives its number. Several rows may have one id. */
export interface RowIdentifiers {
  /** Name and key, as `newSeries` creates them: who has it can name every row. */
  readonly series: string;
  /** Number of each row, which the series uses once; NaN for a row that has no id, such as a refused one: its id is the empty text. */
  readonly numbers: Float64Array;
  /** Ids that callers chose, with the index of their row in the batch, increasing. */
  readonly chosen: readonly (readonly [row: number, id: string])[];
}

/** A category that is not in the contract. */
export interface UnseenText {
  readonly row: number;
  /** Index of the feature in the contract. */
  readonly feature: number;
  readonly text: string;
}
