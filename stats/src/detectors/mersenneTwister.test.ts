import { mersenneTwister } from './mersenneTwister.ts';
import { sampleIndices } from './sampleIndices.ts';

// Expected numbers: CPython 3.11, random.Random(seed).getrandbits(32)
test.each([
  { seed: 42, at: 0, expected: [2_746_317_213, 478_163_327, 107_420_369] },
  { seed: 0, at: 2000, expected: [4_065_999_976] },
  { seed: 2 ** 32 - 1, at: 0, expected: [2_728_839_433] },
])('seed $seed gives the numbers of Python from number $at', ({ seed, at, expected }) => {
  const next = mersenneTwister(seed);
  for (let skipped = 0; skipped < at; skipped++) next();
  expect(expected.map(() => next())).toEqual(expected);
});

// Expected numbers: CPython 3.11, random.Random(42).sample(range(population), size)
test.each([
  { name: 'a small population from a pool', population: 70, size: 10, expected: [14, 3, 35, 31, 28, 17, 13, 43, 47, 57] },
  { name: 'a large population from a set', population: 100_000, size: 4, expected: [83_810, 14_592, 3278, 97_196] },
])('samples $name', ({ population, size, expected }) => {
  expect(Array.from(sampleIndices(mersenneTwister(42), population, size))).toEqual(expected);
});

test('refuses a sample larger than the population', () => {
  expect(() => sampleIndices(mersenneTwister(1), 3, 4)).toThrow(new RangeError('sample needs at most 3 numbers to be drawn, got 4'));
});
