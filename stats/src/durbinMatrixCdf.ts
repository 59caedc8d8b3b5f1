import { stirlingError } from './stirlingError.ts';

const SCALE = 2 ** 128;

/**
 * Distribution function of the two-sided one-sample Kolmogorov–Smirnov statistic, P(Dₙ < d), by Durbin's matrix.
 *
 * With k = ⌈nd⌉ and h = k − nd, the answer is n!/nⁿ times the middle element of Hⁿ, H of size 2k − 1; exact but for rounding,
 * at the cost of (2nd)³ · log n.
 *
 * @param rows n, a positive integer
 * @param distance d, with 1/(2n) < d < 1
 * @returns a probability, absolute accuracy about 1e-13
 * @see Marsaglia, Tsang & Wang, Evaluating Kolmogorov's Distribution (2003)
 * @example
 * durbinMatrixCdf(10, 0.274) // => 0.6284796154565044
 */
export function durbinMatrixCdf(rows: number, distance: number): number {
  const k = Math.ceil(rows * distance);
  const size = 2 * k - 1;
  const middle = (k - 1) * size + k - 1;
  let matrix = durbinMatrix(size, k - rows * distance);
  let vector: Float64Array = Float64Array.from({ length: size }, (_, column) => (column === k - 1 ? 1 : 0));
  let [matrixScalings, vectorScalings] = [0, 0];
  for (let exponent = rows; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) {
      vector = product(vector, matrix, size);
      vectorScalings += matrixScalings + rescale(vector, k - 1);
    }
    matrix = product(matrix, matrix, size);
    matrixScalings = 2 * matrixScalings + rescale(matrix, middle);
  }
  const factorialPart = Math.sqrt(2 * Math.PI * rows) * Math.exp(stirlingError(rows) - rows + vectorScalings * Math.log(SCALE));
  return (vector[k - 1] ?? Number.NaN) * factorialPart;
}

/** Marsaglia, Tsang & Wang (2003), section 2: entries 1/(i − j + 1)!, first column and last row less powers of h. */
function durbinMatrix(size: number, h: number): Float64Array {
  const inverseFactorials = new Float64Array(size + 1).fill(1);
  for (let i = 1; i <= size; i++) inverseFactorials[i] = (inverseFactorials[i - 1] as number) / i;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const edge = (1 - h ** (i + 1)) * (inverseFactorials[i + 1] as number);
    for (let j = 1; j <= Math.min(i + 1, size - 1); j++) matrix[i * size + j] = inverseFactorials[i - j + 1] as number;
    matrix[i * size] = edge;
  }
  for (let i = 0; i < size - 1; i++) matrix[(size - 1) * size + size - 1 - i] = matrix[i * size] as number;
  const corner = 1 - 2 * h ** size + Math.max(0, 2 * h - 1) ** size;
  matrix[(size - 1) * size] = corner * (inverseFactorials[size] as number);
  return matrix;
}

/** Row-major product of an (any × size) and a (size × size) matrix. */
function product(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const result = new Float64Array(left.length);
  for (let start = 0; start < left.length; start += size) {
    for (let inner = 0; inner < size; inner++) {
      const factor = left[start + inner] as number;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        result[start + column] = (result[start + column] as number) + factor * (right[inner * size + column] as number);
      }
    }
  }
  return result;
}

/** Divides in place by 2¹²⁸ when the element at `index` has outgrown it; says how often it did. */
function rescale(values: Float64Array, index: number): number {
  if (!((values[index] as number) > SCALE)) return 0;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / SCALE;
  return 1;
}
