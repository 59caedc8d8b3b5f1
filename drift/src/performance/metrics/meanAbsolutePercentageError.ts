import { figureAround } from '../figure.ts';
import type { RegressionMetric } from '../metricDescriptor.ts';

/** Mean absolute error relative to the target. */
export const meanAbsolutePercentageError: RegressionMetric = {
  name: 'mape',
  task: 'regression',
  good: 'lower',
  meaninglessAbove: { value: 1e6, reason: 'targets of 0 leave the percentage error without meaning' },
  words: {
    title: 'Mean absolute percentage error',
    about: 'mean absolute error relative to the target; not estimated where a target is 0',
  },
  figure: ({ errors }) => figureAround(errors.meanAbsolutePercentageError, { least: 0 }),
  loss: {
    ofRow: (actual, predicted) => Math.abs(predicted - actual) / Math.max(Number.EPSILON, Math.abs(actual)),
    realised: (errors) => errors.meanAbsolutePercentageError,
    isMeasurable: ({ zeroTargets }) => zeroTargets === 0,
  },
};
