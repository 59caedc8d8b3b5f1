import { randomFromSeed } from '../randomFromSeed.ts';
import { ascendingOrder } from './ascendingOrder.ts';
import { expectedCalibrationError } from './expectedCalibrationError.ts';
import { expectedConfusion } from './expectedConfusion.ts';
import { expectedRocAuc } from './expectedRocAuc.ts';
import { isotonicCalibration } from './isotonicCalibration.ts';
import { needsCalibration } from './needsCalibration.ts';
import { rocAuc } from './rocAuc.ts';

test('with probabilities of 0 and 1 the expected area is the realised one', () => {
  const random = randomFromSeed(1);
  const scores = Float64Array.from({ length: 200 }, () => Math.round(20 * random()) / 20);
  const outcomes = scores.map((score) => Number(random() < score));
  const [positives, negatives] = [1, 0].map((outcome) => scores.filter((_, row) => outcomes[row] === outcome));
  expect(expectedRocAuc(scores, outcomes)).toBeCloseTo(rocAuc(positives as Float64Array, negatives as Float64Array).value, 13);
});

test('no expected positive, no area', () => {
  expect(expectedRocAuc(Float64Array.of(0.1, 0.2), Float64Array.of(0, 0))).toBeNaN();
});

test('order is that of a sort with a comparison, for negative numbers, both zeros and ties too', () => {
  const random = randomFromSeed(2);
  const values = Float64Array.from({ length: 1000 }, (_, row) => (row % 10 === 0 ? -0 : Math.round(200 * (random() - 0.5)) / 8));
  const expected = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  expect(Array.from(ascendingOrder(values))).toEqual(expected);
});

test('the expected confusion matrix keeps the number of predictions of each class', () => {
  const expected = expectedConfusion([0, 1, 1], [Float64Array.of(0.9, 0.4, 0.2), Float64Array.of(0.1, 0.6, 0.8)]);
  expect((expected[0]?.[0] ?? 0) + (expected[1]?.[0] ?? 0)).toBeCloseTo(1, 14);
  expect((expected[0]?.[1] ?? 0) + (expected[1]?.[1] ?? 0)).toBeCloseTo(2, 14);
});

test.each([
  { name: 'scores that say what comes true', truth: (score: number) => score, expected: false },
  { name: 'scores that claim too much', truth: (score: number) => score / 2, expected: true },
])('$name: calibration is needed is $expected', ({ truth, expected }) => {
  // Outcomes spread evenly (golden ratio), so that a calibrated score has hardly an error to lower.
  const scores = Float64Array.from({ length: 4000 }, (_, row) => row / 4000);
  const outcomes = scores.map((score, row) => Number((row * 0.6180339887498949) % 1 < truth(score)));
  const positives = scores.filter((_, row) => outcomes[row] === 1);
  const negatives = scores.filter((_, row) => outcomes[row] === 0);
  expect(needsCalibration(positives, negatives, randomFromSeed(9))).toBe(expected);
});

test.each([
  { name: 'a single class', positives: [], negatives: Array.from({ length: 50 }, (_, row) => row / 50) },
  { name: 'few rows', positives: [0.1, 0.2, 0.3], negatives: [0.8, 0.9] },
  { name: 'a perfect order', positives: Array.from({ length: 50 }, () => 0.6), negatives: Array.from({ length: 50 }, () => 0.5) },
])('$name is not calibrated', ({ positives, negatives }) => {
  expect(needsCalibration(Float64Array.from(positives), Float64Array.from(negatives), randomFromSeed(1))).toBe(false);
});

test('refuses what has no answer', () => {
  expect(() => isotonicCalibration(new Float64Array(), new Float64Array())).toThrow('calibration needs at least one row, got none');
  expect(() => expectedCalibrationError(Float64Array.of(1), Float64Array.of(0))).toThrow('calibration error needs at least 4 rows, got 2');
});
