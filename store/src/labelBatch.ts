/**
 * Labels of predictions, which may arrive before or after them, in any order. A label belongs to every row with its id. All labels are kept;
 * the one with the newest time counts, of the same time the last written.
 */
export interface LabelBatch {
  readonly ids: readonly string[];
  /** Name of the class as text, or the value as a number that is not NaN. Names that the model does not have are kept too. */
  readonly actuals: readonly (string | number)[];
  /** When they arrived, in milliseconds since 1970. */
  readonly time: number;
  /** When each arrived, where they did not arrive together, as in an archive; `time` does not count then. */
  readonly times?: Float64Array;
  /** Where they are from, such as `feedback` or the name of a file. */
  readonly source: string;
}

/** What became of labels. */
export interface LabelOutcome {
  /** Labels whose row is stored. */
  readonly joined: number;
  /** Labels among these that replaced a different one as the one that counts. */
  readonly changed: number;
  /** Indices of labels whose row is not stored; they wait for it. */
  readonly unknown: readonly number[];
  /** Waiting labels that were dropped, oldest first, because more than `maxWaitingLabels` ids wait. */
  readonly dropped: number;
}
