import { figureWithin, widenFigure } from '../figure.ts';
import type { ClassificationMetric } from '../metricDescriptor.ts';

/** Mean over the classes of the share of their rows that are found, with a bootstrap interval. */
export const recall: ClassificationMetric = {
  name: 'recall',
  task: 'classification',
  good: 'higher',
  words: { title: 'Recall', about: 'share of the rows of a class that are found, mean over the classes' },
  figure: ({ scores, intervals, rows }) => widenFigure(figureWithin(scores.macroRecall, intervals.macroRecall), rows),
  expected: { value: ({ scores }) => scores.macroRecall, standardError: ({ errors }) => errors.macroRecall },
};
