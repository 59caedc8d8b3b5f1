import type { Predictions } from '@modelmonitor/models';

/** One tree of a bagged forest. */
export interface BaggedTree {
  /** Its predictions, one per row: the class index or the value. */
  readonly predictions: ArrayLike<number>;
  /** The rows it was trained on. */
  readonly bag: readonly number[];
}

export interface OutOfBagSize {
  readonly rowCount: number;
  /** Zero for regression. */
  readonly classCount: number;
}

/**
 * Out-of-bag predictions of a forest for its training rows, each from the trees that were not trained on the row: an unbiased estimate of
 * its predictions on new rows. Classification: the shares of votes, and the class with the most votes (on a tie the one that reached them
 * first, as in the forest); regression: the mean.
 *
 * @param trees in the order of the forest; read one at a time, so that a generator need not keep the predictions of all
 * @returns one prediction per row; NaN, and NaN for each class, if every tree was trained on the row
 * @throws RangeError if a tree has another number of predictions, or a bag contains an invalid row
 * @see Breiman, Random Forests (2001), section 3.1
 * @example
 * const trees = [{ predictions: [2, 4], bag: [0] }, { predictions: [6, 8], bag: [0] }];
 * outOfBag(trees, { rowCount: 2, classCount: 0 }).values // => Float64Array.of(NaN, 6)
 */
export function outOfBag(trees: Iterable<BaggedTree>, { rowCount, classCount }: OutOfBagSize): Predictions {
  const tally = classCount > 0 ? voteTally(rowCount, classCount) : meanTally(rowCount);
  for (const { predictions, bag } of trees) {
    if (predictions.length !== rowCount)
      throw new RangeError(`expected a prediction of each tree for each of ${rowCount} rows, got ${predictions.length}`);
    const seen = rowsSeen(bag, rowCount);
    for (let row = 0; row < rowCount; row++) if (seen[row] === 0) tally.add(row, predictions[row] ?? Number.NaN);
  }
  return tally.result();
}

interface Tally {
  add(row: number, prediction: number): void;
  result(): Predictions;
}

function voteTally(rowCount: number, classCount: number): Tally {
  const votes = new Float64Array(rowCount * classCount);
  const voters = new Int32Array(rowCount);
  const values = new Float64Array(rowCount).fill(Number.NaN);
  return {
    add(row, prediction) {
      const start = row * classCount;
      const best = values[row] ?? Number.NaN;
      const reached = (votes[start + prediction] ?? 0) + 1;
      votes[start + prediction] = reached;
      voters[row] = (voters[row] ?? 0) + 1;
      if (Number.isNaN(best) || reached > (votes[start + best] ?? 0)) values[row] = prediction;
    },
    // 0 of 0 votes is NaN.
    result: () => ({ values, probabilities: votes.map((count, index) => count / (voters[Math.floor(index / classCount)] ?? 0)) }),
  };
}

function meanTally(rowCount: number): Tally {
  const sums = new Float64Array(rowCount);
  const counts = new Int32Array(rowCount);
  return {
    add(row, prediction) {
      sums[row] = (sums[row] ?? 0) + prediction;
      counts[row] = (counts[row] ?? 0) + 1;
    },
    result: () => ({ values: sums.map((sum, row) => sum / (counts[row] ?? 0)) }),
  };
}

function rowsSeen(bag: readonly number[], rowCount: number): Uint8Array {
  const seen = new Uint8Array(rowCount);
  for (const row of bag) {
    if (seen[row] === undefined) throw new RangeError(`expected rows from 0 to ${rowCount - 1} in a bag, got ${row}`);
    seen[row] = 1;
  }
  return seen;
}
