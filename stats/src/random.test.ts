import { columnSummary } from './columnSummary.ts';
import { kolmogorovTwoSidedSurvival } from './kolmogorovTwoSidedSurvival.ts';
import { normalFrom } from './normalFrom.ts';
import { normalSurvival } from './normalSurvival.ts';
import { randomFromSeed } from './randomFromSeed.ts';
import { shuffle } from './shuffle.ts';

/** Largest difference between the sorted values' distribution function and a given one. */
function distanceFrom(distribution: (value: number) => number, sorted: Float64Array): number {
  return sorted.reduce((largest, value, index) => {
    const probability = distribution(value);
    return Math.max(largest, Math.abs(probability - index / sorted.length), Math.abs(probability - (index + 1) / sorted.length));
  }, 0);
}

test('the same seed gives the same numbers, another seed others', () => {
  const [a, b, c] = [randomFromSeed(7), randomFromSeed(7), randomFromSeed(8)];
  const three = (random: () => number): number[] => [random(), random(), random()];
  const first = three(a);
  expect(three(b)).toEqual(first);
  expect(three(c)).not.toEqual(first);
});

test.each([0, 1, -5, 2 ** 31])('numbers of seed %d are uniform in [0, 1)', (seed) => {
  const sorted = Float64Array.from({ length: 20_000 }, randomFromSeed(seed)).sort();
  expect(sorted[0]).toBeGreaterThanOrEqual(0);
  expect(sorted.at(-1)).toBeLessThan(1);
  expect(
    kolmogorovTwoSidedSurvival(
      sorted.length,
      distanceFrom((value) => value, sorted),
    ),
  ).toBeGreaterThan(0.01);
});

test('normal numbers follow the normal distribution', () => {
  const sorted = Float64Array.from({ length: 20_000 }, normalFrom(randomFromSeed(3))).sort();
  const { mean, standardDeviation } = columnSummary(sorted);
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(standardDeviation - 1)).toBeLessThan(0.02);
  expect(
    kolmogorovTwoSidedSurvival(
      sorted.length,
      distanceFrom((value) => 1 - normalSurvival(value), sorted),
    ),
  ).toBeGreaterThan(0.01);
});

test('shuffling keeps every value and the input', () => {
  const values = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
  const result = shuffle(values, randomFromSeed(1));
  expect(result).not.toEqual(values);
  expect(result.toSorted((a, b) => a - b)).toEqual(values);
});

test('refuses a seed that is not an integer', () => {
  expect(() => randomFromSeed(0.5)).toThrow(new RangeError('random needs an integer seed, got 0.5'));
});
