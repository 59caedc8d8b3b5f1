import type { ModelContract } from '@modelmonitor/models';
import type { LeftOutColumn, TrainingFeature } from './featureColumn.ts';

/** Task, features and classes of a model, with what the resource describes of its features. */
interface TrainingContract extends ModelContract {
  readonly features: readonly TrainingFeature[];
}

/** Numeric rows to train a forest on, and their meaning. */
export interface TrainingData {
  /** Task, features (a categorical one with its values) and classes, from the data. */
  readonly contract: TrainingContract;
  readonly targetName: string;
  /** Row-major, rows × features; a categorical feature as the index of its value, a missing value as NaN. */
  readonly matrix: Float64Array;
  /** Categories that the model does not know, by their place in the matrix. */
  readonly unknown?: ReadonlyMap<number, string>;
  /** One per row: the class index, or the value to predict; NaN where it is not known. */
  readonly target: readonly number[];
  /** SHA-256 of the data file, in hexadecimal digits. */
  readonly hash: string;
  /** Features that are parts of dates. */
  readonly dates?: readonly string[];
  /** Columns of the file that are neither features nor the target. */
  readonly otherColumns: readonly string[];
  /** Columns of the file that are no features, and numbers of dropped rows, by reason. */
  readonly leftOut: {
    readonly columns: readonly LeftOutColumn[];
    readonly withoutTarget: number;
    readonly incomplete: number;
    readonly notSampled: number;
  };
  /** What was assumed when the file was read. */
  readonly notes: readonly string[];
}

/** The values of one row, in the order of the features. */
export function rowOf({ matrix, contract }: TrainingData, row: number): Float64Array {
  const width = contract.features.length;
  return matrix.subarray(row * width, (row + 1) * width);
}

/** The given rows one after the other, row-major. */
export function matrixOf(data: TrainingData, rows: readonly number[]): Float64Array {
  const width = data.contract.features.length;
  const matrix = new Float64Array(rows.length * width);
  for (const [place, row] of rows.entries()) matrix.set(rowOf(data, row), place * width);
  return matrix;
}
