import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { trainForest } from './forestTrainer.ts';
import type { ForestTraining } from './forestTraining.ts';
import { irisLike } from './irisLike.ts';
import { treeSeed } from './treeSeed.ts';

const matrix = ({ rows, featureCount, target }: ForestTraining) =>
  target.map((_, row) => [...rows.subarray(row * featureCount, (row + 1) * featureCount)]);

function race(rowCount: number, seed: number): ForestTraining {
  const rows = Float64Array.from({ length: rowCount * 5 }, (_, index) => (treeSeed(seed, index) >>> 0) / 2 ** 32);
  const x = (row: number, feature: number) => rows[row * 5 + feature] ?? 0;
  const target = Array.from({ length: rowCount }, (_, row) => 10 * x(row, 0) - 4 * x(row, 1) + 12 * x(row, 2) * x(row, 3));
  return { rows, featureCount: 5, target, task: 'regression', seed };
}

test('a classification forest is accurate on new rows', () => {
  const forest = trainForest({ ...irisLike(50, 1), trees: 30 });
  const fresh = irisLike(50, 2);
  const predicted = RandomForestClassifier.load(forest as never).predict(matrix(fresh));
  const right = predicted.filter((value, row) => value === fresh.target[row]).length;
  expect(right / fresh.target.length).toBeGreaterThan(0.93);
});

test.each([
  { featureCount: 2, perTree: 2 },
  { featureCount: 3, perTree: 3 },
  { featureCount: 6, perTree: 3 },
])('of $featureCount features a tree of a classification has $perTree', ({ featureCount, perTree }) => {
  const target = Array.from({ length: 40 }, (_, row) => row % 2);
  const rows = Float64Array.from({ length: 40 * featureCount }, (_, index) => index % 7);
  const { baseModel } = trainForest({ rows, featureCount, target, task: 'classification', seed: 1, trees: 3 });
  expect(baseModel.indexes.map(({ length }) => length)).toEqual([perTree, perTree, perTree]);
});

test('a regression forest explains a formula with an interaction', () => {
  const forest = trainForest({ ...race(300, 1), trees: 20 });
  const fresh = race(300, 2);
  const predicted = RandomForestRegression.load(forest as never).predict(matrix(fresh));
  const mean = fresh.target.reduce((sum, value) => sum + value, 0) / fresh.target.length;
  const left = fresh.target.reduce((sum, value, row) => sum + (value - (predicted[row] ?? 0)) ** 2, 0);
  const total = fresh.target.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(1 - left / total).toBeGreaterThan(0.85);
});

test('a regression tree makes a split without a remaining error', () => {
  const rows = Float64Array.from({ length: 40 }, (_, row) => row);
  const target = Array.from(rows, (value) => (value < 15 ? 1 : value < 28 ? 3 : 9));
  const forest = trainForest({ rows, featureCount: 1, target, task: 'regression', seed: 1, trees: 5 });
  expect(RandomForestRegression.load(forest as never).predict([[0], [20], [39]])).toEqual([1, 3, 9]);
});

test('the same seed gives the same forest, another seed another', () => {
  const training = { ...irisLike(20, 1), trees: 5 };
  expect(trainForest(training)).toEqual(trainForest(training));
  expect(trainForest(training).baseModel.estimators).not.toEqual(trainForest({ ...training, seed: 2 }).baseModel.estimators);
});

test('each tree reports the distinct rows of its bag, which is not larger than allowed', () => {
  const { bags } = trainForest({ ...irisLike(20, 1), trees: 5 });
  expect(bags).toHaveLength(5);
  for (const bag of bags) {
    expect(bag).toEqual([...new Set(bag)].sort((left, right) => left - right));
    expect(bag.length).toBeGreaterThan(25);
    expect(bag.length).toBeLessThan(50);
  }
  const [few] = trainForest({ ...irisLike(20, 1), trees: 1, rowsPerTree: 6 }).bags;
  expect(few?.length).toBeLessThanOrEqual(6);
});

test('a tree is trained on its bag only', () => {
  const training: ForestTraining = { ...race(40, 1), trees: 1, leafRows: 1, task: 'regression' };
  const [bag = []] = trainForest(training).bags;
  const others = training.target.map((value, row) => (bag.includes(row) ? value : 1e6));
  const forest = trainForest({ ...training, target: others });
  expect(
    RandomForestRegression.load(forest as never)
      .predict(matrix(training))
      .every((value) => value < 100),
  ).toBe(true);
  expect(bag.length).toBeLessThan(40);
});

test('more trees do not change the first ones', () => {
  const few = trainForest({ ...irisLike(20, 1), trees: 3 }).baseModel.estimators;
  expect(trainForest({ ...irisLike(20, 1), trees: 6 }).baseModel.estimators.slice(0, 3)).toEqual(few);
});

test('progress is reported after each tree', () => {
  const progress: number[][] = [];
  trainForest({ ...irisLike(5, 1), trees: 3 }, (done, total) => progress.push([done, total]));
  expect(progress).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test.each([
  { maxFeatures: 0.01, seen: 1 },
  { maxFeatures: 0.5, seen: 2 },
  { maxFeatures: 0.75, seen: 3 },
  { maxFeatures: 1, seen: 4 },
])('with a share of $maxFeatures, each tree uses $seen of 4 features', ({ maxFeatures, seen }) => {
  const { indexes, n } = trainForest({ ...irisLike(5, 1), trees: 4, maxFeatures }).baseModel;
  expect(n).toBe(seen);
  for (const index of indexes) expect(new Set(index).size).toBe(seen);
});

const training: ForestTraining = { rows: Float64Array.of(1, 2, 3, 4), featureCount: 2, target: [0, 1], task: 'classification', seed: 1 };
test.each([
  { name: 'a fractional seed', change: { seed: 0.5 }, message: 'expected an integer as seed, got 0.5' },
  { name: 'no features', change: { featureCount: 0 }, message: 'expected at least 1 feature, got 0' },
  { name: 'a single row', change: { target: [1] }, message: 'expected at least 2 rows to train on, got 1' },
  { name: 'an extra target', change: { target: [0, 1, 1] }, message: 'expected 6 numbers for 3 targets with 2 features, got 4' },
  {
    name: 'an infinite value',
    change: { rows: Float64Array.of(1, 2, 3, -Infinity) },
    message: 'expected finite or missing numbers to train on, got -Infinity in row 1, feature 1',
  },
  { name: 'a class below 0', change: { target: [0, -1] }, message: 'expected a class index from 0 as target, got -1 in row 1' },
  {
    name: 'a missing target',
    change: { task: 'regression' as const, target: [Number.NaN, 1] },
    message: 'expected a finite number as target, got NaN in row 0',
  },
  { name: 'no trees', change: { trees: 0 }, message: 'expected a whole number from 1 as trees, got 0' },
  { name: 'a share of no features', change: { maxFeatures: 0 }, message: 'expected a number above 0 up to 1 as maxFeatures, got 0' },
])('rejects $name', ({ change, message }) => {
  expect(() => trainForest({ ...training, ...change })).toThrow(new RangeError(message));
});
