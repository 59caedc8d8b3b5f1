/**
 * Probabilities of classes from those of their pairs, by pairwise coupling as libsvm iterates it.
 *
 * @param shares per pair (0, 1), (0, 2), …, (1, 2), …: the probability of the first of the two
 * @param size number of classes
 * @see Wu, Lin & Weng, Probability estimates for multi-class classification by pairwise coupling, JMLR 5, 2004, algorithm 2
 */
export function coupleProbabilities(shares: Float64Array, size: number): Float64Array {
  const smallest = 1e-7;
  const pairs = new Float64Array(size * size);
  let pair = 0;
  for (let first = 0; first < size; first++) {
    for (let second = first + 1; second < size; second++, pair++) {
      const bounded = Math.min(Math.max(shares[pair] as number, smallest), 1 - smallest);
      pairs[first * size + second] = bounded;
      pairs[second * size + first] = 1 - bounded;
    }
  }
  return couple(pairs, size);
}

function couple(pairs: Float64Array, size: number): Float64Array {
  const [shares, matrix, product] = [new Float64Array(size).fill(1 / size), new Float64Array(size * size), new Float64Array(size)];
  const at = (list: Float64Array, row: number, column: number): number => list[row * size + column] as number;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (row === column) continue;
      matrix[row * size + row] = at(matrix, row, row) + at(pairs, column, row) ** 2;
      matrix[row * size + column] = -at(pairs, column, row) * at(pairs, row, column);
    }
  }
  const tolerance = 0.005 / size;
  for (let round = 0; round < Math.max(100, size); round++) {
    let total = 0;
    for (let row = 0; row < size; row++) {
      product[row] = shares.reduce((sum, share, column) => sum + at(matrix, row, column) * share, 0);
      total += (shares[row] as number) * (product[row] as number);
    }
    if (product.every((value) => Math.abs(value - total) < tolerance)) break;
    for (let row = 0; row < size; row++) {
      const step = (-(product[row] as number) + total) / at(matrix, row, row);
      shares[row] = (shares[row] as number) + step;
      total = (total + step * (step * at(matrix, row, row) + 2 * (product[row] as number))) / (1 + step) / (1 + step);
      for (let column = 0; column < size; column++) {
        product[column] = ((product[column] as number) + step * at(matrix, row, column)) / (1 + step);
        shares[column] = (shares[column] as number) / (1 + step);
      }
    }
  }
  return shares;
}
