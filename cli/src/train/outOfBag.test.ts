import { RandomForestClassifier } from 'ml-random-forest';
import { trainForest } from './forestTrainer.ts';
import type { ForestTraining } from './forestTraining.ts';
import { type BaggedTree, outOfBag } from './outOfBag.ts';
import { treeSeed } from './treeSeed.ts';

const { NaN: none } = Number;

describe('a forest of two trees', () => {
  // Row 0 was seen by the first tree, row 1 by the second, row 2 by none, row 3 by both.
  const bags = [
    [0, 3],
    [1, 3],
  ];
  const trees = (answers: readonly (readonly number[])[]): BaggedTree[] => bags.map((bag, tree) => ({ bag, answers: answers[tree] ?? [] }));

  test('votes where it did not see the row; of a tie the first vote wins', () => {
    const votes = trees([
      [0, 1, 2, 0],
      [1, 0, 0, 0],
    ]);
    const { values, probabilities } = outOfBag(votes, { rowCount: 4, classCount: 3 });
    expect([...values]).toEqual([1, 1, 2, none]);
    expect([...(probabilities ?? [])]).toEqual([0, 1, 0, 0, 1, 0, 0.5, 0, 0.5, none, none, none]);
  });

  test('answers the mean where it did not see the row', () => {
    const answers = trees([
      [1, 2, 3, 4],
      [5, 6, 8, 9],
    ]);
    expect(outOfBag(answers, { rowCount: 4, classCount: 0 })).toEqual({ values: Float64Array.of(5, 2, 5.5, none) });
  });

  test.each([
    { name: 'an answer too few', tree: { answers: [1], bag: [] }, message: 'a tree needs an answer for each of 2 rows, got 1' },
    { name: 'a row that is none', tree: { answers: [1, 1], bag: [2] }, message: 'a bag holds rows from 0 to 1, got 2' },
  ])('refuses $name', ({ tree, message }) => {
    expect(() => outOfBag([tree], { rowCount: 2, classCount: 0 })).toThrow(new RangeError(message));
  });
});

test('labels that are noise are learned by heart, and answered by chance out of bag', () => {
  const rowCount = 400;
  const uniform = (index: number) => (treeSeed(11, index) >>> 0) / 2 ** 32;
  const training: ForestTraining = {
    rows: Float64Array.from({ length: rowCount * 3 }, (_, index) => uniform(index)),
    featureCount: 3,
    target: Array.from({ length: rowCount }, (_, row) => (uniform(10_000 + row) < 0.5 ? 0 : 1)),
    task: 'classification',
    seed: 5,
    trees: 40,
    leafRows: 1,
  };
  const forest = trainForest(training);
  const matrix = training.target.map((_, row) => [...training.rows.subarray(row * 3, row * 3 + 3)]);
  const accuracy = (answers: ArrayLike<number>) => training.target.filter((label, row) => label === answers[row]).length / rowCount;
  const loaded = RandomForestClassifier.load(forest as never);
  const votes = loaded.predictionValues(matrix);
  const trees = forest.bags.map((bag, tree) => ({ bag, answers: votes.getColumn(tree) }));
  expect(accuracy(loaded.predict(matrix))).toBeGreaterThan(0.9);
  // Binomial(400, 0.5): a deviation of 0.025; four of them.
  expect(Math.abs(accuracy(outOfBag(trees, { rowCount, classCount: 2 }).values) - 0.5)).toBeLessThan(0.1);
});
