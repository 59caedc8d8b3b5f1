/** Labels of predictions, which may arrive before or after them, in any order. */
export interface LabelBatch {
  readonly ids: readonly string[];
  /** Name of the class, or the value as a number. */
  readonly actuals: readonly (string | number)[];
  /** When they arrived, in milliseconds since 1970. Of several labels of an id the newest counts; of the same time, the last written. */
  readonly time: number;
  /** Where they are from, such as `feedback` or the name of a file. */
  readonly source: string;
}

/** What became of labels. */
export interface LabelOutcome {
  /** Labels whose row is stored. */
  readonly joined: number;
  /** Labels among these that replaced a different one. */
  readonly changed: number;
  /** Indices of labels whose row is not stored; they wait for it. */
  readonly unknown: readonly number[];
  /** Waiting labels that were dropped, oldest first, because too many wait. */
  readonly dropped: number;
}
