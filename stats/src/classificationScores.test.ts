import { classificationScores } from './classificationScores.ts';

// Expected values: scikit-learn 1.9 f1_score(average='macro'), accuracy_score, confusion_matrix, precision_recall_fscore_support, zero_division=0
test('agrees with scikit-learn', () => {
  const scores = classificationScores(Object.freeze([0, 0, 0, 1, 1, 2]), Object.freeze([0, 0, 1, 1, 0, 1]), 3);
  expect(scores.accuracy).toBe(0.5);
  expect(scores.macroF1).toBeCloseTo(0.35555555555555557, 15);
  expect(scores.confusion).toEqual([
    [2, 1, 0],
    [1, 1, 0],
    [0, 1, 0],
  ]);
  expect(scores.perClass).toEqual([
    { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, specificity: 2 / 3, support: 3, predicted: 3 },
    { precision: 1 / 3, recall: 0.5, f1: 0.4, specificity: 0.5, support: 2, predicted: 3 },
    { precision: 0, recall: 0, f1: 0, specificity: 1, support: 1, predicted: 0 },
  ]);
});

test('a class that neither occurs nor is predicted stays out of macro F1', () => {
  expect(classificationScores([0, 1], [0, 1], 3)).toMatchObject({ macroF1: 1, perClass: { 2: { f1: 0, support: 0 } } });
});

test.each([
  { name: 'no rows', actual: [], predicted: [], message: 'scores need as many predicted as actual classes, got 0 and 0' },
  { name: 'different lengths', actual: [0], predicted: [0, 1], message: 'scores need as many predicted as actual classes, got 2 and 1' },
  { name: 'an unknown class', actual: [0, 2], predicted: [0, 1], message: 'scores need classes from 0 to 1, got 2 and 1 in row 1' },
  { name: 'half a class', actual: [0], predicted: [0.5], message: 'scores need classes from 0 to 1, got 0 and 0.5 in row 0' },
])('refuses $name', ({ actual, predicted, message }) => {
  expect(() => classificationScores(actual, predicted, 2)).toThrow(new RangeError(message));
});
