import type { Background, Explainer } from './explain/explainer.ts';

/** One input of a model, in the order the resource lists it. */
export interface ModelFeature {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
  /** The values a categorical feature may take, where the resource names them. */
  readonly values?: readonly string[];
}

/** What the resource says about a model; a model file that does not fit it is rejected when it is loaded. */
export interface ModelContract {
  readonly task: 'classification' | 'regression';
  readonly features: readonly ModelFeature[];
  /** Class names by class index; empty for regression. */
  readonly classes: readonly string[];
}

export interface Predictions {
  /** One per row: the class index into the contract's classes, or the predicted value. */
  readonly values: Float64Array;
  /** Row-major, rows × classes, each row summing to 1; absent for regression. */
  readonly probabilities?: Float64Array;
}

export interface Model {
  /** The values of each categorical feature; a row holds a value's index in its feature's list, or the list's length for any other value. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /**
   * @param rows row-major, count × features in the contract's order; a missing value is NaN
   * @param count number of rows
   * @throws RangeError when `rows` does not hold exactly `count` rows
   */
  predict(rows: Float64Array, count: number): Predictions | Promise<Predictions>;
  /**
   * Prepares exact Shapley values of the features; absent where the model has none.
   *
   * @throws RangeError when the background holds no row, or rows of another width, or the model is too large to be explained
   */
  explainer?(background: Background): Promise<Explainer>;
}

/** A model format; what the resource accepts and the docs list is taken from here (`npm run generate`). */
export interface ModelFormat {
  /** What its files are, as a phrase for the docs. */
  readonly about: string;
  /** Whether its models predict rows with a category that they do not know; where absent, `unseen: predict` is refused. */
  readonly predictsUnseen?: boolean;
  /** @throws ModelFormatError that names what was expected and what the file holds */
  load(bytes: Uint8Array, contract: ModelContract): Model | Promise<Model>;
}
