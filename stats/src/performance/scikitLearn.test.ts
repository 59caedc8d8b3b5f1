import { confusionMatrix } from './confusionMatrix.ts';
import { confusionScores } from './confusionScores.ts';
import { calibrated, isotonicCalibration } from './isotonicCalibration.ts';
import { logLoss } from './logLoss.ts';
import { macroRocAuc } from './macroRocAuc.ts';
import { regressionErrors } from './regressionErrors.ts';
import { rocAuc } from './rocAuc.ts';

// Expected values throughout: scikit-learn 1.9.1 on the same numbers, worked out by the same arithmetic in numpy.
const rows = 500;
const [u0, u1, u2, u3] = [0.6180339887498949, 0.7548776662466927, 0.8191725133961645, 0.8566748838545029].map(fractions) as [
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
];

function fractions(step: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, index) => ((index + 1) * step) % 1);
}

describe('three classes', () => {
  const actual = u0.map((value) => Math.floor(3 * value));
  const raw = [u1, u2, u3].map((column, index) =>
    column.map((value, row) => 0.2 + value + (index === 2 ? 0.2 : 0.3) * Number(actual[row] === index)),
  );
  const total = u0.map((_, row) => raw.reduce((sum, column) => sum + (column[row] as number), 0));
  const probabilities = raw.map((column) => column.map((value, row) => value / (total[row] as number)));
  const predicted = u0.map((_, row) => {
    const chances = probabilities.map((column) => column[row] as number);
    return chances.indexOf(Math.max(...chances));
  });
  const confusion = confusionMatrix(actual, predicted, 3);

  test('have its confusion matrix and figures', () => {
    expect(confusion).toEqual([
      [103, 33, 32],
      [37, 99, 30],
      [36, 37, 93],
    ]);
    const scores = confusionScores(confusion);
    expect(scores.accuracy).toBe(0.59);
    expect(scores.balancedAccuracy).toBeCloseTo(0.5899072480397781, 14);
    expect(scores.macroPrecision).toBeCloseTo(0.5903420297651066, 14);
    expect(scores.macroRecall).toBeCloseTo(0.5899072480397781, 14);
    expect(scores.macroF1).toBeCloseTo(0.5897737459193922, 14);
    expect(scores.perClass[2]?.f1).toBeCloseTo(0.5794392523364486, 14);
  });

  test('have its log loss and one-against-rest area', () => {
    const ofTruth = u0.map((_, row) => probabilities[actual[row] as number]?.[row] as number);
    expect(logLoss(ofTruth).value).toBeCloseTo(0.9217541693900889, 13);
    expect(macroRocAuc(actual, probabilities).value).toBeCloseTo(0.7786315636082969, 13);
  });
});

describe('two classes with tied scores', () => {
  const positive = u0.map((value) => Number(value > 0.6));
  const scores = u1.map((value, row) => Math.round((value + 0.5 * (positive[row] as number)) * 20) / 30);
  const positives = scores.filter((_, row) => positive[row] === 1);
  const negatives = scores.filter((_, row) => positive[row] === 0);

  test("have its area, and DeLong's error as the placements give it one by one (numpy)", () => {
    const { value, standardError } = rocAuc(positives, negatives);
    expect(value).toBeCloseTo(0.8718583333333333, 13);
    expect(standardError).toBeCloseTo(0.014942804014961486, 13);
  });

  test('have the error of many curves too, when it is worked out for two', () => {
    const both = macroRocAuc(positive, [scores.map((score) => -score), scores, u2]);
    expect(both.perClass[1]?.value).toBeCloseTo(0.8718583333333333, 13);
    expect(both.value).toBeNaN(); // no row is of the third class
    const opposite = macroRocAuc(positive, [scores.map((score) => -score), scores]);
    expect(opposite).toMatchObject({ value: rocAuc(positives, negatives).value });
  });

  // IsotonicRegression(out_of_bounds='clip').fit(scores, positive).predict(...)
  test('have its isotonic calibration', () => {
    const curve = isotonicCalibration(positives.toSorted(), negatives.toSorted());
    const probabilities = calibrated(curve, Float64Array.of(-1, 0, 0.1, 0.33, 0.4, 0.5, 0.77, 2));
    const expected = [0, 0, 0, 0.23684210526315816, 0.4064516129032258, 0.4064516129032258, 1, 1];
    for (const [index, probability] of expected.entries()) expect(probabilities[index]).toBeCloseTo(probability, 13);
    expect(curve.scores).toHaveLength(11);
  });
});

describe('regression', () => {
  const target = u0.map((value) => 10 * value - 3);
  const prediction = target.map((value, row) => value + ((u1[row] as number) - 0.4) * 2);

  test('has its errors', () => {
    const errors = regressionErrors(target, prediction);
    expect(errors.meanError.value).toBeCloseTo(0.19771078959305474, 13);
    expect(errors.meanError.standardError).toBeCloseTo(0.025787072779496892, 13);
    expect(errors.meanAbsoluteError.value).toBeCloseTo(0.5184302382209923, 13);
    expect(errors.rootMeanSquaredError.value).toBeCloseTo(0.6090247486486152, 13);
    expect(errors.meanAbsolutePercentageError.value).toBeCloseTo(0.6950289239569233, 12);
    expect(errors.rSquared.value).toBeCloseTo(0.9554800589169989, 13);
  });

  test('divides by its epsilon where a target is 0', () => {
    const errors = regressionErrors(Float64Array.of(0, 2), Float64Array.of(1, 3));
    expect(errors.meanAbsolutePercentageError.value).toBe(2251799813685248);
    expect(errors.zeroTargets).toBe(1);
  });

  test.each([
    { name: 'a constant target that is met', target: [2, 2], prediction: [2, 2], expected: 1 },
    { name: 'a constant target that is missed', target: [2, 2], prediction: [2, 3], expected: 0 },
    { name: 'a single row', target: [2], prediction: [2], expected: Number.NaN },
  ])('has its R² of $name', ({ target, prediction, expected }) => {
    expect(regressionErrors(Float64Array.from(target), Float64Array.from(prediction)).rSquared.value).toBe(expected);
  });
});
