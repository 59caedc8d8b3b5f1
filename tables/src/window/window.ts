import type { Column } from '../table.ts';

/** What a column of a window holds: an input, the answer, the probability of a class, the label that came later, or bookkeeping. */
export type WindowRole = 'feature' | 'prediction' | 'probability' | 'actual' | 'version' | 'id' | 'time';

/** A column of a window: `time` is numeric, in milliseconds since 1970; `id` and `version` are categorical. */
export type WindowColumn = Column & { readonly role: WindowRole };

/** Captured rows of one monitor, oldest first: what a predictor keeps across a restart and what a drift check compares. */
export interface Window extends WindowRows {
  readonly monitor: { readonly namespace: string; readonly name: string };
  /** Rows that were refused because of a category the model has not seen, oldest first: their features, an unseen category as received, and `time`. */
  readonly refused?: WindowRows;
  /** What the process that captured the rows has beside them; absent where it is not known. */
  readonly account?: WindowAccount;
}

/** What a buffer has beside the rows of a window. */
export interface WindowAccount {
  /** Rows of the time of a check that it has, refused ones included. */
  readonly seen: number;
  /** Predictions that it could not keep, by reason, since the process started. */
  readonly missing: Readonly<Record<string, number>>;
}

/** Rows by column. */
export interface WindowRows {
  readonly rows: number;
  readonly columns: readonly WindowColumn[];
}

/** Most refused rows beside a buffer or a window of so many captured ones: a tenth. */
export function mostRefusedRows(maxRows: number): number {
  return Math.ceil(maxRows / 10);
}
