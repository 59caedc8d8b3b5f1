import { metricWords, orderMetrics } from './metricWords.ts';

test.each([
  ['roc_auc', { name: 'ROC AUC', best: 'higher' }],
  ['log_loss', { name: 'Log loss', best: 'lower' }],
  ['mean_error', { name: 'Mean error', best: 'near zero' }],
  ['constructor', { name: 'constructor' }],
])('%s', (metric, words) => {
  expect(metricWords(metric)).toEqual(words);
});

test('known metrics come first, in the order of their importance', () => {
  expect(orderMetrics({ lift: 1, f1: 2, accuracy: 3 })).toEqual([
    ['accuracy', 3],
    ['f1', 2],
    ['lift', 1],
  ]);
});
