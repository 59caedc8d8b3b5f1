/** Rows that contributions are measured against: what an unknown value of a feature is like. */
export interface Background {
  /** Row-major, count × features; a missing value is NaN. */
  readonly rows: Float64Array;
  readonly count: number;
  /**
   * What a feature outside of a coalition is: `branches`, a row goes down both branches of its splits, weighted by the training rows of each
   * where the file counts them, else by the background rows (the default); `rows`, its value is taken from one background row after another.
   */
  readonly unknown?: 'branches' | 'rows';
}

/** How a function of rows is explained against background rows. */
export interface AnswerOptions {
  readonly scale: Explainer['scale'];
  /** Numbers that the function gives for a row. */
  readonly outputs: number;
  /** Features of a row. */
  readonly width: number;
  readonly background: Background;
}

/** Computes what each feature adds to a model's answers. */
export interface Explainer {
  /** What is explained: sums before the link function (`margin`, of one output for two classes: that of the second), the probability of each class, or the predicted value. */
  readonly scale: 'margin' | 'probability' | 'value';
  /** Numbers that an answer has on this scale. */
  readonly outputs: number;
  /** Per output: the mean answer, over the rows that stand for an unknown value. */
  readonly base: Float64Array;
  /** Orders of the features that contributions are estimated from, each of which takes features + 1 predictions per row; absent where they are exact. */
  readonly orders?: number;
  /**
   * Shapley values of the features: over the features of a row they sum to the answer less `base`.
   *
   * @param rows row-major, count × features; a missing value is NaN
   * @returns row-major, count × features × outputs, in the units of the answer
   * @throws RangeError when `rows` does not hold exactly `count` rows
   */
  contributions(rows: Float64Array, count: number): Float64Array;
  /**
   * The same for one row, in steps of a few predictions, after each of which a server may do something else; absent where a row takes no
   * longer than a step.
   */
  steps?(row: Float64Array): Generator<undefined, Float64Array>;
}
