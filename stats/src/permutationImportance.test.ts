import { type PermutationImportanceInput, permutationImportance } from './permutationImportance.ts';

const column = (values: readonly number[]) => Float64Array.from(values);
const rows = 200;
const [signal, noise] = [column([...Array(rows).keys()]), column(Array.from({ length: rows }, (_, row) => (row * 37) % 11))];

/** −MSE, so that the loss of a permuted column has a closed form. */
const negativeSquaredError = (target: ArrayLike<number>, predictions: ArrayLike<number>) =>
  -Array.from(target).reduce((sum, value, row) => sum + (value - (predictions[row] ?? 0)) ** 2, 0) / target.length;

const input: PermutationImportanceInput = {
  predict: ([first, second]) => Array.from(first ?? [], (value, row) => 2 * value + 0 * (second?.[row] ?? 0)),
  columns: [signal, noise],
  target: signal.map((value) => 2 * value),
  score: negativeSquaredError,
  repeats: 20,
  seed: 1,
};

test('a column the model does not use costs nothing, one it uses costs what independence does', async () => {
  const { baseline, importances } = await permutationImportance(input);
  expect(baseline).toBe(-0);
  expect(importances[1]).toEqual({ mean: 0, standardDeviation: 0, losses: Array(20).fill(0) });
  // E (2x − 2x')² over a random permutation is 8 · variance · n / (n − 1); variance of 0 … n − 1 is (n² − 1) / 12.
  const expected = ((8 * (rows ** 2 - 1)) / 12) * (rows / (rows - 1));
  expect((importances[0]?.mean ?? 0) / expected).toBeCloseTo(1, 1);
});

// Worked out manually, for two rows: a permutation keeps them or exchanges them, and then loses all of the accuracy.
test('mean and deviation are those of the losses', async () => {
  const score = (target: ArrayLike<number>, answers: ArrayLike<number>) =>
    Array.from(target).filter((value, row) => value === answers[row]).length / target.length;
  const { baseline, importances } = await permutationImportance({
    ...input,
    predict: async ([only]) => only ?? [],
    columns: [[0, 1]],
    target: [0, 1],
    score,
  });
  const exchanged = importances[0]?.losses.filter((loss) => loss === 1).length ?? 0;
  expect(baseline).toBe(1);
  expect(importances[0]?.mean).toBeCloseTo(exchanged / 20, 12);
  // A share p of ones has the population standard deviation √(p · (1 − p)).
  expect(importances[0]?.standardDeviation).toBeCloseTo(Math.sqrt((exchanged / 20) * (1 - exchanged / 20)), 12);
});

test('the same seed gives the same numbers, another seed others', async () => {
  const [one, same, other] = await Promise.all([input, input, { ...input, seed: 2 }].map(permutationImportance));
  expect(same).toEqual(one);
  expect(other?.importances[0]?.mean).not.toBe(one?.importances[0]?.mean);
});

test('the columns stay as they are', async () => {
  const before = [...signal];
  await permutationImportance(input);
  expect([...signal]).toEqual(before);
});

test.each([
  { name: 'no rows', changes: { columns: [[], []], target: [] }, message: 'permutation importance needs at least one row, got none' },
  {
    name: 'a column that is too short',
    changes: { columns: [signal, [1]] },
    message: 'permutation importance needs 200 values in every column, got 1 in column 1',
  },
  { name: 'no repeats', changes: { repeats: 0 }, message: 'permutation importance needs a whole number of repeats from 1 on, got 0' },
])('refuses $name', async ({ changes, message }) => {
  await expect(permutationImportance({ ...input, ...changes })).rejects.toThrow(new RangeError(message));
});
