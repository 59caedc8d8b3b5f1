import { figureWithin, widenFigure } from '../figure.ts';
import type { ClassificationMetric } from '../metricDescriptor.ts';

/** Mean over the classes of the share of their predictions that are right, with a bootstrap interval. */
export const precision: ClassificationMetric = {
  name: 'precision',
  task: 'classification',
  good: 'higher',
  words: { title: 'Precision', about: 'share of the predictions of a class that are right, mean over the classes' },
  figure: ({ scores, intervals, rows }) => widenFigure(figureWithin(scores.macroPrecision, intervals.macroPrecision), rows),
  expected: { value: ({ scores }) => scores.macroPrecision, standardError: ({ errors }) => errors.macroPrecision },
};
