/** Data and options of a training. Plain data, so that it can be passed to a worker thread. */
export interface ForestTraining {
  /** Row-major, rows × features; a categorical feature as the index of its value, a missing value as NaN. */
  readonly rows: Float64Array;
  readonly featureCount: number;
  /** One per row: the class index from 0, or the value to predict. */
  readonly target: readonly number[];
  /** Per feature: whether rows that are predicted later may miss it; a category that the model does not know is missing too. */
  readonly mayMiss?: readonly boolean[];
  readonly task: 'classification' | 'regression';
  /** An integer; the same seed and data give the same forest. */
  readonly seed: number;
  readonly trees?: number;
  /** The share of the features each tree sees, above 0 and up to 1. */
  readonly maxFeatures?: number;
  /** A node of at most this many rows becomes a leaf. */
  readonly leafRows?: number;
  readonly maxDepth?: number;
  /** Rows drawn per tree, with replacement, at most the number of rows: more make the file larger, fewer cost accuracy. */
  readonly rowsPerTree?: number;
}

export type ForestOptions = Required<Pick<ForestTraining, 'trees' | 'maxFeatures' | 'leafRows' | 'maxDepth' | 'rowsPerTree'>>;
