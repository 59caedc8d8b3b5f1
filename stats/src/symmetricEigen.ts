const MOST_SWEEPS = 60;

/** Eigenvalues, in no order, and the eigenvector of each as a row. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/**
 * Eigenvalues and orthonormal eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 *
 * @param matrix rows of a square symmetric matrix of finite numbers; not changed
 * @returns as many eigenvalues and eigenvectors as rows
 * @see Golub & Van Loan, Matrix Computations, 4th edition (2013), algorithm 8.5.2
 * @example
 * symmetricEigen([[2, 0], [0, 3]]).values // => [2, 3]
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): SymmetricEigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = matrix.map((_, index) => Float64Array.from({ length: size }, (_, column) => Number(column === index)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotations += rotate(a, vectors, [p, q]);
    if (rotations === 0) break;
  }
  return { values: Float64Array.from(a, (row, index) => row[index] as number), vectors };
}

/** Turns the plane of p and q so that their entry becomes 0; 0 when it was too small to matter. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], [p, q]: readonly [number, number]): 0 | 1 {
  const [rowP, rowQ, vectorP, vectorQ] = [a[p], a[q], vectors[p], vectors[q]] as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [pp, pq, qq] = [rowP[p], rowP[q], rowQ[q]] as [number, number, number];
  if (Math.abs(pq) <= 1e-18 * Math.sqrt(Math.abs(pp * qq)) || Math.abs(pq) < Number.MIN_VALUE / Number.EPSILON) return 0;
  const theta = (qq - pp) / (2 * pq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of a) turn([row, p], [row, q], { cosine, sine });
  for (let k = 0; k < a.length; k++) {
    turn([rowP, k], [rowQ, k], { cosine, sine });
    turn([vectorP, k], [vectorQ, k], { cosine, sine });
  }
  return 1;
}

type Entry = readonly [Float64Array, number];

function turn([one, i]: Entry, [other, j]: Entry, { cosine, sine }: { cosine: number; sine: number }): void {
  const [x, y] = [one[i] as number, other[j] as number];
  one[i] = cosine * x - sine * y;
  other[j] = sine * x + cosine * y;
}
