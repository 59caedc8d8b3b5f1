/** What the numbers of stored rows mean. Rows refer to their contract, so that a row is read as it was written after features were added or renamed. */
export interface RowContract {
  readonly task: 'classification' | 'regression';
  /** Features that are stored, in the order of a row; redacted ones are not among them. */
  readonly features: readonly RowFeature[];
  /** Names of the classes; empty for a regression. */
  readonly classes: readonly string[];
  /** Name of the target. */
  readonly target: string;
}

/** A feature of stored rows. */
export interface RowFeature {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
  /** Categories that cells refer to by index; a cell that equals their number holds another category, whose text is stored beside the row. */
  readonly categories?: readonly string[];
  /** Whether the feature was redacted after rows were stored: `pending` while some may have a value, `done` when none has. */
  readonly redacted?: 'pending' | 'done';
}
