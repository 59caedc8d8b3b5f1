import { randomFromSeed } from '../randomFromSeed.ts';
import { boostedTrees } from './boostedTrees.ts';

const random = randomFromSeed(11);
const rows = 3000;
const x = Float64Array.from({ length: rows }, () => random());
const noise = Float64Array.from({ length: rows }, () => random());
const target = x.map((value, row) => (value > 0.5 ? 4 : 1) + 0.2 * (noise[row] as number));

test('learns a step and an interaction, and leaves noise alone', () => {
  const predict = boostedTrees([noise, x], target);
  const [low, high] = predict([Float64Array.of(0.5, 0.5), Float64Array.of(0.2, 0.9)]);
  expect(low).toBeCloseTo(1.1, 1);
  expect(high).toBeCloseTo(4.1, 1);
  const crossed = x.map((value, row) => Number(value > 0.5 !== (noise[row] as number) > 0.5));
  const [same, different] = boostedTrees([noise, x], crossed)([Float64Array.of(0.2, 0.2), Float64Array.of(0.2, 0.9)]);
  expect(same).toBeLessThan(0.1);
  expect(different).toBeGreaterThan(0.9);
});

test('predictions on the training rows have the mean of the target', () => {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(boostedTrees([noise, x], target)([noise, x]))).toBeCloseTo(mean(target), 10);
});

test('is the same every time', () => {
  expect(boostedTrees([noise, x], target)([noise, x])).toEqual(boostedTrees([noise, x], target)([noise, x]));
});

test('a missing value has a bin of its own: it learns from it', () => {
  const gaps = x.map((value, row) => (row % 3 === 0 ? Number.NaN : value));
  const predict = boostedTrees(
    [gaps],
    gaps.map((value) => (Number.isNaN(value) ? 9 : 1)),
  );
  const [missing, present] = predict([Float64Array.of(Number.NaN, 0.4)]);
  expect(missing).toBeCloseTo(9, 1);
  expect(present).toBeCloseTo(1, 1);
});

test.each([
  { name: 'no feature', features: [] },
  { name: 'a constant feature', features: [new Float64Array(rows).fill(3)] },
  { name: 'a feature without a value', features: [new Float64Array(rows).fill(Number.NaN)] },
])('$name: the mean is all it can say', ({ features }) => {
  const [first = Number.NaN] = boostedTrees([...features, new Float64Array(rows)], target)([...features, new Float64Array(rows)]);
  expect(first).toBeCloseTo(target.reduce((sum, value) => sum + value, 0) / rows, 10);
});

test('refuses features of another length', () => {
  expect(() => boostedTrees([new Float64Array(2)], target)).toThrow(new RangeError('trees need 3000 rows in each feature, got 2'));
});
