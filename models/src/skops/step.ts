import type { CompiledTrees } from '../trees/compiledTrees.ts';
import type { Column } from './columns/column.ts';
import type { Level } from './columns/level.ts';
import type { Scope } from './columns/scope.ts';
import type { Fields } from './schema/fields.ts';

/** What an estimator is compiled from: its attributes, and the columns it is given. */
export interface StepInput {
  readonly fields: Fields;
  readonly columns: readonly Column[];
  readonly scope: Scope;
  /** For estimators inside of this one. */
  readonly compile: { readonly transform: CompileTransform; readonly predictor: CompilePredictor };
}

/** Row-major numbers to row-major numbers; never changes what it is given. */
export type Apply = (rows: Float64Array, count: number) => Float64Array;

/** A transformer: the columns it returns, and how their cells are computed. */
export interface Transform {
  readonly columns: readonly Column[];
  readonly apply: Apply;
}

/** @throws ModelFormatError that names what the transformer does not support */
export type CompileTransform = (input: StepInput) => Transform;

/** What a model predicts for some rows. */
export interface Answer {
  /** One per row: the class index, or the value. */
  readonly values: Float64Array;
  /** Row-major, rows × classes; absent for regressors and for classifiers without `predict_proba`. */
  readonly probabilities?: Float64Array;
}

/** What `decision_function` returns: sums of a linear model or of trees. */
export interface Sums {
  readonly outputs: number;
  readonly compute: Apply;
}

/** What contributions add up to. */
type Scale = 'margin' | 'probability' | 'value';

/** How a model's predictions are attributed to its columns. */
export type Attribution =
  /** The sums are sums of functions of single columns. */
  | { readonly kind: 'additive'; readonly scale: Scale; readonly sums: Sums; readonly columns: readonly Column[] }
  /** The sums are those of trees; `rows` are what the trees are given. */
  | {
      readonly kind: 'trees';
      readonly scale: Scale;
      readonly trees: CompiledTrees;
      readonly columns: readonly Column[];
      readonly rows: Apply;
    };

export interface Predictor {
  /** Classes by index; absent for a regressor. */
  readonly classes?: readonly Level[];
  predict(rows: Float64Array, count: number): Answer;
  /** Whether it has probabilities. */
  readonly hasProbabilities?: boolean;
  /** Absent where the library has no `decision_function`. */
  readonly sums?: Sums;
  /** Sums before the link of models that have no `decision_function`. */
  readonly margins?: Sums;
  /** Absent where contributions can only be estimated. */
  readonly attribution?: Attribution;
}

/** @throws ModelFormatError that names what the estimator does not support */
export type CompilePredictor = (input: StepInput) => Predictor;
