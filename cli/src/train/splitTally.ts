/** The two sides of a split while its threshold passes over the rows of a node. */
export interface SplitTally {
  /** Starts a node: all its rows are on the right. Returns whether they differ in their target. */
  begin(rows: Int32Array): boolean;
  /** Back to the state after `begin`. */
  restart(): void;
  moveLeft(row: number): void;
  /** The higher, the purer both sides are; at least one row must be on each. */
  score(): number;
  /** The score of the node without a split. */
  unsplit(): number;
  /** The leaf of the node's rows, as in the JSON of ml-cart. */
  leaf(): number | readonly (readonly number[])[];
}

/**
 * Gini impurity. With nᵢ rows of class i on a side of n rows, the weighted impurity of both sides is least where Σ nᵢ²/n over both sides is
 * largest; a row that changes sides changes nᵢ² by 2nᵢ ± 1.
 *
 * @see Breiman et al., Classification and Regression Trees (1984), section 4.3
 */
export function giniTally(classes: Int32Array, classCount: number): SplitTally {
  const total = new Int32Array(classCount);
  const left = new Int32Array(classCount);
  let [size, leftSize, totalSquares, leftSquares, rightSquares] = [0, 0, 0, 0, 0];
  return {
    begin(rows) {
      total.fill(0);
      for (const row of rows) total[classes[row] as number] = (total[classes[row] as number] as number) + 1;
      size = rows.length;
      totalSquares = total.reduce((sum, count) => sum + count * count, 0);
      this.restart();
      return totalSquares < size * size;
    },
    restart() {
      left.fill(0);
      leftSize = 0;
      leftSquares = 0;
      rightSquares = totalSquares;
    },
    moveLeft(row) {
      const label = classes[row] as number;
      const count = left[label] as number;
      leftSquares += 2 * count + 1;
      rightSquares -= 2 * ((total[label] as number) - count) - 1;
      left[label] = count + 1;
      leftSize++;
    },
    score: () => leftSquares / leftSize + rightSquares / (size - leftSize),
    unsplit: () => totalSquares / size,
    leaf: () => [Array.from(total, (count) => count / size)],
  };
}

/**
 * Squared error. With the sum s of the targets of n rows on a side, the error of both sides is least where Σ s²/n over both sides is largest.
 *
 * @see Breiman et al., Classification and Regression Trees (1984), section 8.4
 */
export function errorTally(targets: Float64Array): SplitTally {
  // Sums of differences from the mean keep their digits where the mean is large.
  const mean = targets.reduce((sum, target) => sum + target / targets.length, 0);
  const centred = targets.map((target) => target - mean);
  let [size, leftSize, total, left] = [0, 0, 0, 0];
  return {
    begin(rows) {
      const first = centred[rows[0] as number] as number;
      let differ = false;
      total = 0;
      for (const row of rows) {
        const target = centred[row] as number;
        total += target;
        differ ||= target !== first;
      }
      size = rows.length;
      this.restart();
      return differ;
    },
    restart() {
      left = 0;
      leftSize = 0;
    },
    moveLeft(row) {
      left += centred[row] as number;
      leftSize++;
    },
    score: () => (left * left) / leftSize + (total - left) ** 2 / (size - leftSize),
    unsplit: () => (total * total) / size,
    leaf: () => mean + total / size,
  };
}
