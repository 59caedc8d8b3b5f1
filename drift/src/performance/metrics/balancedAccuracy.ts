import { figureWithin, widenFigure } from '../figure.ts';
import type { ClassificationMetric } from '../metricDescriptor.ts';

/** Mean of the recalls of the classes, with a bootstrap interval. */
export const balancedAccuracy: ClassificationMetric = {
  name: 'balanced_accuracy',
  task: 'classification',
  good: 'higher',
  words: { title: 'Balanced accuracy', about: 'mean of the recalls of the classes that occur' },
  figure: ({ scores, intervals, rows }) => widenFigure(figureWithin(scores.balancedAccuracy, intervals.balancedAccuracy), rows),
};
