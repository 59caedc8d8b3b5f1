import type { ModelContract } from '@modelmonitor/models';

/** Complete, numeric rows to train a forest on, and their meaning. */
export interface TrainingData {
  /** Task, features (a categorical one with its values) and classes, from the data. */
  readonly contract: ModelContract;
  readonly targetName: string;
  /** Row-major, rows × features; a categorical feature as the index of its value. */
  readonly matrix: Float64Array;
  /** One per row: the class index, or the value to predict. */
  readonly target: readonly number[];
  /** SHA-256 of the data file, in hexadecimal digits. */
  readonly hash: string;
  /** Numbers of dropped rows, by reason. */
  readonly leftOut: { readonly withoutTarget: number; readonly incomplete: number };
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
