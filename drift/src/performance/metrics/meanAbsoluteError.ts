import { figureAround } from '../figure.ts';
import type { RegressionMetric } from '../metricDescriptor.ts';

/** Mean absolute error, in the unit of the target. */
export const meanAbsoluteError: RegressionMetric = {
  name: 'mae',
  task: 'regression',
  good: 'lower',
  headline: true,
  words: { title: 'Mean absolute error', about: 'mean distance of the prediction from the target, in its unit' },
  figure: ({ errors }) => figureAround(errors.meanAbsoluteError, { least: 0 }),
  loss: { ofRow: (actual, predicted) => Math.abs(predicted - actual), realised: (errors) => errors.meanAbsoluteError },
};
