import { samplingErrors } from '@modelmonitor/stats/performance';
import { figureAround } from '../figure.ts';
import type { ClassificationMetric } from '../metricDescriptor.ts';

/** Mean over the classes of the share of the other rows that are not taken for the class. */
export const specificity: ClassificationMetric = {
  name: 'specificity',
  task: 'classification',
  good: 'higher',
  onlyEstimated: true,
  words: { title: 'Specificity', about: 'share of the rows of other classes that are not predicted as the class, mean over the classes' },
  figure: ({ scores, confusion, rows }) =>
    figureAround(
      { value: scores.macroSpecificity, standardError: samplingErrors(confusion, rows).macroSpecificity },
      { least: 0, most: 1 },
    ),
  expected: { value: ({ scores }) => scores.macroSpecificity, standardError: ({ errors }) => errors.macroSpecificity },
};
