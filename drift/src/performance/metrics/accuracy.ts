import { shareFigure } from '../figure.ts';
import type { ClassificationMetric } from '../metricDescriptor.ts';

/** Share of the rows that are predicted right, with Wilson's interval. */
export const accuracy: ClassificationMetric = {
  name: 'accuracy',
  task: 'classification',
  good: 'higher',
  headline: true,
  words: { title: 'Accuracy', about: 'share of the rows that are predicted right' },
  figure: ({ scores, rows }) => shareFigure(Math.round(scores.accuracy * rows), rows),
  expected: { value: ({ scores }) => scores.accuracy, standardError: ({ errors }) => errors.accuracy },
};
