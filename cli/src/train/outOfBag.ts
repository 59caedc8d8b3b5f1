import type { Predictions } from '@modelmonitor/models';

/** One tree of a bagged forest. */
export interface BaggedTree {
  /** What it answers, one per row: the class index or the value. */
  readonly answers: ArrayLike<number>;
  /** The rows it was trained on. */
  readonly bag: readonly number[];
}

export interface OutOfBagSize {
  readonly rowCount: number;
  /** Zero for regression. */
  readonly classCount: number;
}

/**
 * A forest's answers for the rows it was trained on, each from the trees that did not see the row: an honest estimate of how well it
 * answers new rows. Classification: the votes' shares, and the class with the most votes (on a tie the one that first reached them, as
 * the forest itself decides); regression: the mean.
 *
 * @param trees in the order of the forest; taken one at a time, so that a generator need not hold the answers of all
 * @returns one answer per row; NaN, and NaN for each class, where every tree saw the row
 * @throws RangeError when a tree has another number of answers, or a bag a row that is none
 * @see Breiman, Random Forests (2001), section 3.1
 * @example
 * const trees = [{ answers: [2, 4], bag: [0] }, { answers: [6, 8], bag: [0] }];
 * outOfBag(trees, { rowCount: 2, classCount: 0 }).values // => Float64Array.of(NaN, 6)
 */
export function outOfBag(trees: Iterable<BaggedTree>, { rowCount, classCount }: OutOfBagSize): Predictions {
  const tally = classCount > 0 ? voteTally(rowCount, classCount) : meanTally(rowCount);
  for (const { answers, bag } of trees) {
    if (answers.length !== rowCount) throw new RangeError(`a tree needs an answer for each of ${rowCount} rows, got ${answers.length}`);
    const seen = rowsSeen(bag, rowCount);
    for (let row = 0; row < rowCount; row++) if (seen[row] === 0) tally.add(row, answers[row] ?? Number.NaN);
  }
  return tally.result();
}

interface Tally {
  add(row: number, answer: number): void;
  result(): Predictions;
}

function voteTally(rowCount: number, classCount: number): Tally {
  const votes = new Float64Array(rowCount * classCount);
  const voters = new Int32Array(rowCount);
  const values = new Float64Array(rowCount).fill(Number.NaN);
  return {
    add(row, answer) {
      const start = row * classCount;
      const best = values[row] ?? Number.NaN;
      const reached = (votes[start + answer] ?? 0) + 1;
      votes[start + answer] = reached;
      voters[row] = (voters[row] ?? 0) + 1;
      if (Number.isNaN(best) || reached > (votes[start + best] ?? 0)) values[row] = answer;
    },
    // 0 of 0 votes is NaN.
    result: () => ({ values, probabilities: votes.map((count, index) => count / (voters[Math.floor(index / classCount)] ?? 0)) }),
  };
}

function meanTally(rowCount: number): Tally {
  const sums = new Float64Array(rowCount);
  const counts = new Int32Array(rowCount);
  return {
    add(row, answer) {
      sums[row] = (sums[row] ?? 0) + answer;
      counts[row] = (counts[row] ?? 0) + 1;
    },
    result: () => ({ values: sums.map((sum, row) => sum / (counts[row] ?? 0)) }),
  };
}

function rowsSeen(bag: readonly number[], rowCount: number): Uint8Array {
  const seen = new Uint8Array(rowCount);
  for (const row of bag) {
    if (seen[row] === undefined) throw new RangeError(`a bag holds rows from 0 to ${rowCount - 1}, got ${row}`);
    seen[row] = 1;
  }
  return seen;
}
