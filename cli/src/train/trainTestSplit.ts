import { randomFromSeed, shuffle } from '@modelmonitor/stats';

export interface SplitOptions {
  /** Share of the rows to test on, above 0 and below 1. */
  readonly testShare: number;
  readonly seed: number;
  /** Whether `target` holds class indexes; each class is then split by the same share. */
  readonly stratified: boolean;
}

/** Row indexes, ascending. */
export interface TrainTestSplit {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Splits rows at random into training and test rows.
 *
 * @param target one number per row
 * @returns both parts; each class keeps at least one training row
 * @throws RangeError if one of the parts would be empty
 */
export function trainTestSplit(target: readonly number[], { testShare, seed, stratified }: SplitOptions): TrainTestSplit {
  const random = randomFromSeed(seed);
  const test = strata(target, stratified).flatMap((rows) => {
    const size = Math.min(rows.length - 1, Math.round(rows.length * testShare));
    return shuffle(rows, random).slice(0, size);
  });
  const tested = new Set(test);
  const train = [...target.keys()].filter((row) => !tested.has(row));
  if (test.length === 0 || train.length === 0) {
    throw new RangeError(`expected rows to train and to test on, got ${train.length} and ${test.length} with a test share of ${testShare}`);
  }
  return { train, test: test.sort((left, right) => left - right) };
}

function strata(target: readonly number[], stratified: boolean): number[][] {
  if (!stratified) return [[...target.keys()]];
  const byClass = Map.groupBy(target.keys(), (row) => target[row] ?? 0);
  return [...byClass.entries()].sort(([left], [right]) => left - right).map(([, rows]) => rows);
}
