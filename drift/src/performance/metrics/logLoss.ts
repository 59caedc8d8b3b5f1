import { logLoss as meanLogLoss } from '@modelmonitor/stats/performance';
import { type Figure, figureAround } from '../figure.ts';
import type { ClassificationMetric, MeasuredClasses } from '../metricDescriptor.ts';

/** Mean negative logarithm of the probability of the true class. */
export const logLoss: ClassificationMetric = {
  name: 'log_loss',
  task: 'classification',
  good: 'lower',
  headline: true,
  words: { title: 'Log loss', about: 'mean negative logarithm of the probability of the true class' },
  figure,
};

function figure({ side: { probabilities } }: MeasuredClasses): Figure {
  if ('missing' in probabilities) return { missing: probabilities.missing };
  const { actual, columns } = probabilities;
  const ofTrueClass = new Float64Array(actual.length);
  for (let row = 0; row < ofTrueClass.length; row++) ofTrueClass[row] = columns[actual[row] as number]?.[row] as number;
  return figureAround(meanLogLoss(ofTrueClass), { least: 0 });
}
