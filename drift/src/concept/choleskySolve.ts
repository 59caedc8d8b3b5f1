/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's factors.
 *
 * @param matrix A, row by row; its lower triangle is overwritten with the factor
 * @param right b
 * @returns x
 * @throws RangeError when A is not positive definite
 * @see Golub & Van Loan, Matrix Computations, 4.2
 */
export function choleskySolve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column] as number;
      for (let k = 0; k < column; k++) rest -= (matrix[row * size + k] as number) * (matrix[column * size + k] as number);
      if (row > column) matrix[row * size + column] = rest / (matrix[column * size + column] as number);
      else if (rest > 0) matrix[row * size + row] = Math.sqrt(rest);
      else throw new RangeError(`cholesky needs a positive definite matrix, got pivot ${rest} in row ${row}`);
    }
  }
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) solution[row] = (solution[row] as number) - (matrix[row * size + k] as number) * (solution[k] as number);
    solution[row] = (solution[row] as number) / (matrix[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++)
      solution[row] = (solution[row] as number) - (matrix[k * size + row] as number) * (solution[k] as number);
    solution[row] = (solution[row] as number) / (matrix[row * size + row] as number);
  }
  return solution;
}
