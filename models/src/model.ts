import type { Background, Explainer } from './explain/explainer.ts';
import type { OnnxEngine } from './onnx/engine/onnxEngine.ts';

/** One input of a model, in the order the resource lists it. */
export interface ModelFeature {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
  /** The values a categorical feature may take, where the resource names them. */
  readonly values?: readonly string[];
  /** `predict`: rows with another category are to be predicted, also where the training library refuses them: as missing. */
  readonly unseen?: 'predict' | 'capture' | 'refuse';
}

/** What the resource says about a model; a model file that does not fit it is rejected when it is loaded. */
export interface ModelContract {
  readonly task: 'classification' | 'regression';
  readonly features: readonly ModelFeature[];
  /** Class names by class index; empty for regression. */
  readonly classes: readonly string[];
}

/** One input of a model, in the order of its file. */
interface FileFeature {
  /** Absent for a model trained on arrays: then only the order counts. */
  readonly name?: string;
  /** Absent where the file does not say. */
  readonly type?: ModelFeature['type'];
  /** Names of the categories by their code; absent where the file holds no names. */
  readonly values?: readonly string[];
}

/** What a model file says about itself; what it does not say, the resource or the data has to say. */
export interface ModelDescription {
  /** Library and version that wrote the file, such as "XGBoost 3.2.0"; for people. */
  readonly writtenBy?: string;
  /** The task; where a file fits both, the one it is usually used for. */
  readonly task: ModelContract['task'];
  /** Absent where the file does not even say how many there are. */
  readonly features?: readonly FileFeature[];
  /** Number of classes; 0 for regression, absent where the file does not say. */
  readonly classCount?: number;
  /** Class names by class index; absent for regression, and where the file holds no names. */
  readonly classes?: readonly string[];
}

export interface Predictions {
  /** One per row: the class index into the contract's classes, or the predicted value. */
  readonly values: Float64Array;
  /** Row-major, rows × classes, in the order of the contract's classes; absent for regression. */
  readonly probabilities?: Float64Array;
}

/** The sums of a model before its link function. */
interface Margins {
  /** Numbers per row. */
  readonly outputs: number;
  /** Row-major, rows × outputs. */
  readonly values: Float64Array;
}

export interface Model {
  /** The values of each categorical feature; a row holds a value's index in its feature's list, or the list's length for any other value. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Whether it predicts rows with a category that it does not know; as its format says where absent. */
  readonly predictsUnseen?: boolean;
  /**
   * @param rows row-major, count × features in the contract's order; a missing value is NaN
   * @param count number of rows
   * @throws RangeError when `rows` does not hold exactly `count` rows
   * @throws ModelInputError for a row that the training library refuses too
   */
  predict(rows: Float64Array, count: number): Predictions | Promise<Predictions>;
  /** The sums before the link function, of the same rows as `predict`; absent where the format has none. */
  margins?(rows: Float64Array, count: number): Margins | Promise<Margins>;
  /**
   * Prepares exact Shapley values of the features; absent where the model has none.
   *
   * @param background rows that stand for an unknown value; used only by models whose file holds no weights of its branches
   * @throws RangeError when the background holds no row, or rows of another width, or the model is too large to be explained
   */
  explainer?(background: Background): Promise<Explainer>;
}

/** A model file that was read: what it says, and the model once the resource is known. */
export interface ModelFile {
  readonly description: ModelDescription;
  /** @throws ModelFormatError that names what the resource and the file disagree on */
  bind(contract: ModelContract): Model | Promise<Model>;
}

/** A model format; what the resource accepts and the docs list is taken from here (`npm run generate`). */
export interface ModelFormat {
  /** What its files are, as a phrase for the docs. */
  readonly about: string;
  /** Whether its models predict rows with a category that they do not know; where absent, `unseen: predict` is refused. */
  readonly predictsUnseen?: boolean;
  /** Whether bytes are of this format, judged by their beginning (or a zip's directory); never throws. */
  sniff(bytes: Uint8Array): boolean;
  /**
   * @param engine computes ONNX graphs with operators that the product does not have
   * @throws ModelFormatError that names the field, what was expected and what the file holds
   */
  read(bytes: Uint8Array, engine?: OnnxEngine): ModelFile | Promise<ModelFile>;
}
