import { RandomForestClassifier } from 'ml-random-forest';
import { trainForest } from './forestTrainer.ts';
import type { ForestTraining } from './forestTraining.ts';
import { type BaggedTree, outOfBag } from './outOfBag.ts';
import { treeSeed } from './treeSeed.ts';

const { NaN: none } = Number;

describe('a forest of two trees', () => {
  // Row 0 is in the bag of the first tree, row 1 in that of the second, row 2 in none, row 3 in both.
  const bags = [
    [0, 3],
    [1, 3],
  ];
  const trees = (predictions: readonly (readonly number[])[]): BaggedTree[] =>
    bags.map((bag, tree) => ({ bag, predictions: predictions[tree] ?? [] }));

  test('votes on rows outside the bag; on a tie the first vote wins', () => {
    const votes = trees([
      [0, 1, 2, 0],
      [1, 0, 0, 0],
    ]);
    const { values, probabilities } = outOfBag(votes, { rowCount: 4, classCount: 3 });
    expect([...values]).toEqual([1, 1, 2, none]);
    expect([...(probabilities ?? [])]).toEqual([0, 1, 0, 0, 1, 0, 0.5, 0, 0.5, none, none, none]);
  });

  test('predicts the mean of the trees whose bag does not contain the row', () => {
    const values = trees([
      [1, 2, 3, 4],
      [5, 6, 8, 9],
    ]);
    expect(outOfBag(values, { rowCount: 4, classCount: 0 })).toEqual({ values: Float64Array.of(5, 2, 5.5, none) });
  });

  test.each([
    {
      name: 'a missing prediction',
      tree: { predictions: [1], bag: [] },
      message: 'expected a prediction of each tree for each of 2 rows, got 1',
    },
    { name: 'a row outside the data', tree: { predictions: [1, 1], bag: [2] }, message: 'expected rows from 0 to 1 in a bag, got 2' },
  ])('rejects $name', ({ tree, message }) => {
    expect(() => outOfBag([tree], { rowCount: 2, classCount: 0 })).toThrow(new RangeError(message));
  });
});

test('random labels are memorised in the bag and guessed out of bag', () => {
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
  const accuracy = (predictions: ArrayLike<number>) => training.target.filter((label, row) => label === predictions[row]).length / rowCount;
  const loaded = RandomForestClassifier.load(forest as never);
  const votes = loaded.predictionValues(matrix);
  const trees = forest.bags.map((bag, tree) => ({ bag, predictions: votes.getColumn(tree) }));
  expect(accuracy(loaded.predict(matrix))).toBeGreaterThan(0.9);
  // Binomial(400, 0.5): standard deviation 0.025; four of them.
  expect(Math.abs(accuracy(outOfBag(trees, { rowCount, classCount: 2 }).values) - 0.5)).toBeLessThan(0.1);
});
