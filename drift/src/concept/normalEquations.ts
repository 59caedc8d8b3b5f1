import { choleskySolve } from './choleskySolve.ts';

/** Weight of the ridge on each coefficient, as so many rows: the columns are standardised. */
const RIDGE = 1;

/** Columns of a design of equal length, without the intercept, each of mean 0 and deviation 1. */
export type Design = readonly Float64Array[];

/** What the normal equations weigh and explain; one number a row each. */
export interface WeightedTarget {
  readonly weights: Float64Array;
  /** Weight times what is to be explained. */
  readonly weighted: Float64Array;
  /** Coefficients that the ridge pulls to 0 by the step: what is subtracted from the right side is ridge · start. */
  readonly start?: Float64Array;
}

/**
 * Solves (XᵀWX + ridge) b = Xᵀ(weighted) − ridge · start, where X is an intercept, which has no ridge, and the columns.
 *
 * @returns coefficients, the intercept first
 */
export function normalEquations(design: Design, { weights, weighted, start }: WeightedTarget): Float64Array {
  const [rows, size] = [weights.length, design.length + 1];
  const columns = [new Float64Array(rows).fill(1), ...design];
  const [matrix, right] = [new Float64Array(size * size), new Float64Array(size)];
  const scaled = new Float64Array(rows);
  for (const [i, column] of columns.entries()) {
    const ridge = i === 0 ? 1e-9 : RIDGE;
    for (let row = 0; row < rows; row++) scaled[row] = (column[row] as number) * (weights[row] as number);
    for (let j = 0; j <= i; j++) matrix[i * size + j] = innerProduct(scaled, columns[j] as Float64Array);
    matrix[i * size + i] = (matrix[i * size + i] as number) + ridge;
    right[i] = innerProduct(column, weighted) - ridge * (start?.[i] ?? 0);
  }
  return choleskySolve(matrix, right);
}

/** Intercept plus columns times coefficients. */
export function linearPrediction(design: Design, coefficients: Float64Array, rows: number): Float64Array {
  const sum = new Float64Array(rows).fill(coefficients[0] ?? 0);
  for (const [index, column] of design.entries()) {
    const coefficient = coefficients[index + 1] as number;
    for (let row = 0; row < rows; row++) sum[row] = (sum[row] as number) + coefficient * (column[row] as number);
  }
  return sum;
}

function innerProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
