import { meanAndDeviation } from './meanAndDeviation.ts';
import { randomFromSeed } from './randomFromSeed.ts';
import { shuffle } from './shuffle.ts';

export interface PermutationImportanceInput {
  /** The model: columns of equal length in, one answer a row out. */
  readonly predict: (columns: readonly ArrayLike<number>[]) => ArrayLike<number> | Promise<ArrayLike<number>>;
  readonly columns: readonly ArrayLike<number>[];
  readonly target: ArrayLike<number>;
  /** How good answers are; more is better. */
  readonly score: (target: ArrayLike<number>, predictions: ArrayLike<number>) => number;
  /** Permutations of each column. */
  readonly repeats: number;
  readonly seed: number;
}

/** What permuting one column costs, in the unit of the score. */
export interface PermutationImportance {
  /** Mean loss of score over the repeats; below zero where the model does better without the column. */
  readonly mean: number;
  /** Population standard deviation (ddof 0) over the repeats. */
  readonly standardDeviation: number;
  readonly losses: readonly number[];
}

export interface PermutationImportances {
  /** Score of the columns as they are. */
  readonly baseline: number;
  /** One for each column, in their order. */
  readonly importances: readonly PermutationImportance[];
}

/**
 * Permutation importance: the score that is lost when one column is shuffle, all others left as they are. Columns that say the same
 * share their importance: each can stand in for the other.
 *
 * @returns the same for the same seed; numbers are NaN where the score is
 * @throws RangeError when there is no row, columns and target differ in length, or repeats is not a whole number ≥ 1
 * @see Breiman, Random Forests (2001), section 10; sklearn.inspection.permutation_importance
 * @example
 * permutationImportance({ predict: ([x]) => x, columns: [[1, 1]], target: [1, 1], score: (actual, answers) => answers[0], repeats: 1, seed: 1 }) // => { baseline: 1, importances: [{ mean: 0, standardDeviation: 0, losses: [0] }] }
 */
export async function permutationImportance(input: PermutationImportanceInput): Promise<PermutationImportances> {
  checkInput(input);
  const { predict, columns, target, score, repeats, seed } = input;
  const random = randomFromSeed(seed);
  const baseline = score(target, await predict(columns));
  const importances: PermutationImportance[] = [];
  for (const [place, column] of columns.entries()) {
    const losses: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const permuted = columns.with(place, Float64Array.from(shuffle(column, random)));
      losses.push(baseline - score(target, await predict(permuted)));
    }
    importances.push({ ...meanAndDeviation(losses), losses });
  }
  return { baseline, importances };
}

function checkInput({ columns, target, repeats }: PermutationImportanceInput): void {
  if (target.length === 0) throw new RangeError('permutation importance needs at least one row, got none');
  if (!Number.isInteger(repeats) || repeats < 1) {
    throw new RangeError(`permutation importance needs a whole number of repeats from 1 on, got ${repeats}`);
  }
  const place = columns.findIndex(({ length }) => length !== target.length);
  if (place < 0) return;
  throw new RangeError(
    `permutation importance needs ${target.length} values in every column, got ${columns[place]?.length} in column ${place}`,
  );
}
