/** Rows that contributions are measured against: what an unknown value of a feature is like. */
export interface Background {
  /** Row-major, count × features; a missing value is NaN. */
  readonly rows: Float64Array;
  readonly count: number;
}

/** Says what each feature adds to a model's answers. */
export interface Explainer {
  /** Numbers that an answer has: the probability of each class, or the one predicted value. */
  readonly outputs: number;
  /** Per output: the mean answer over the background rows. */
  readonly base: Float64Array;
  /**
   * Shapley values of the features: over the features of a row they sum to the answer less `base`.
   *
   * @param rows row-major, count × features; a missing value is NaN
   * @returns row-major, count × features × outputs, in the units of the answer
   * @throws RangeError when `rows` does not hold exactly `count` rows
   */
  contributions(rows: Float64Array, count: number): Float64Array;
}
