import { figureWithin, widenFigure } from '../figure.ts';
import type { ClassificationMetric } from '../metricDescriptor.ts';

/** Mean over the classes of the harmonic mean of precision and recall, with a bootstrap interval. */
export const f1: ClassificationMetric = {
  name: 'f1',
  task: 'classification',
  good: 'higher',
  headline: true,
  words: { title: 'F1', about: 'harmonic mean of precision and recall, mean over the classes' },
  figure: ({ scores, intervals, rows }) => widenFigure(figureWithin(scores.macroF1, intervals.macroF1), rows),
  expected: { value: ({ scores }) => scores.macroF1, standardError: ({ errors }) => errors.macroF1 },
};
