import { sampledContributions } from './sampledContributions.ts';

const background = { rows: Float64Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3), count: 4 };

/** Counts its calls. */
function answering(model: (row: Float64Array) => number) {
  let calls = 0;
  const answers = async (rows: Float64Array, count: number) => {
    calls++;
    return Float64Array.from({ length: count }, (_, row) => model(rows.subarray(row * 3, (row + 1) * 3)));
  };
  return { answers, calls: () => calls };
}

test('a sum of features is explained exactly, in one call', async () => {
  const { answers, calls } = answering(([a = 0, b = 0]) => 2 * a - b);
  const { base, contributions } = await sampledContributions(Float64Array.of(10, 1, 7), background, answers);
  expect(base).toBeCloseTo(1.5, 12);
  expect(contributions.map((value) => Number(value.toFixed(12)))).toEqual([17, 0.5, 0]);
  expect(calls()).toBe(1);
});

test('base and contributions sum to the answer, and features that act together share evenly', async () => {
  const { answers } = answering(([a = 0, b = 0]) => a * b);
  const { base, contributions, permutations } = await sampledContributions(Float64Array.of(5, 5, 1), background, answers);
  expect(base + contributions.reduce((sum, value) => sum + value, 0)).toBeCloseTo(25, 12);
  expect(contributions[0]).toBeCloseTo(contributions[1] as number, 12);
  expect([contributions[2], permutations]).toEqual([0, 32]);
});

test('a wide row takes at most 2,000 rows, and an empty background is an error', async () => {
  let predicted = 0;
  const answers = async (_rows: Float64Array, count: number) => {
    predicted = count;
    return new Float64Array(count);
  };
  await sampledContributions(new Float64Array(400), { rows: new Float64Array(400), count: 1 }, answers);
  expect(predicted).toBe(4 * 401);
  await expect(sampledContributions(new Float64Array(3), { rows: new Float64Array(0), count: 0 }, answers)).rejects.toThrow(RangeError);
});
