import { regressionScores } from './regressionScores.ts';

// Expected values: the examples of scikit-learn's mean_absolute_error, root_mean_squared_error and r2_score
test('agrees with scikit-learn', () => {
  const scores = regressionScores(Object.freeze([3, -0.5, 2, 7]), Object.freeze([2.5, 0, 2, 8]));
  expect(scores.meanAbsoluteError).toBe(0.5);
  expect(scores.rootMeanSquaredError).toBeCloseTo(0.6123724356957945, 14);
  expect(scores.rSquared).toBeCloseTo(0.9486081370449679, 14);
});

test.each([
  { name: 'a constant target predicted right has R² 1', actual: [0.1, 0.1, 0.1], predicted: [0.1, 0.1, 0.1], rSquared: 1 },
  { name: 'a constant target predicted wrong has R² 0', actual: [0.1, 0.1, 0.1], predicted: [0.1, 0.2, 0.1], rSquared: 0 },
  { name: 'a prediction worse than the mean has a negative R²', actual: [1, 2, 3], predicted: [3, 2, 1], rSquared: -3 },
  { name: 'a single row has no R²', actual: [1], predicted: [2], rSquared: Number.NaN },
])('$name', ({ actual, predicted, rSquared }) => {
  expect(regressionScores(actual, predicted).rSquared).toBe(rSquared);
});

test.each([
  { name: 'no rows', actual: [], predicted: [], message: 'scores need as many predicted as actual values, got 0 and 0' },
  { name: 'NaN', actual: [1, Number.NaN], predicted: [1, 2], message: 'scores need finite values, got NaN and 2 in row 1' },
])('refuses $name', ({ actual, predicted, message }) => {
  expect(() => regressionScores(actual, predicted)).toThrow(new RangeError(message));
});
