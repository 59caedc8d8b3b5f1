import type { Column } from '@modelmonitor/tables';

/**
 * How sure a model was of each row: a probability for every class, or only that of the class it predicted. NaN is missing, and what
 * lies outside 0 to 1 counts as missing.
 */
export type Probabilities =
  | { readonly kind: 'byClass'; readonly columns: ReadonlyMap<string, Float64Array> }
  | { readonly kind: 'predicted'; readonly values: Float64Array };

/** Rows with predictions, and their labels as far as they are known: columns of equal length. */
export interface LabelledRows {
  /** Ground-truth labels; null when no label is known. A missing value is a row without a label so far. */
  readonly target: Column | null;
  readonly prediction: Column | null;
  /** Of a classification. */
  readonly probabilities?: Probabilities;
  /** Inputs of the model; the error of a regression is estimated from them. */
  readonly features?: readonly Column[];
}

/** Both sides, without a column where one has none. */
export interface PerformanceSides {
  readonly reference: LabelledRows;
  readonly current: LabelledRows;
  readonly seed: number;
}
