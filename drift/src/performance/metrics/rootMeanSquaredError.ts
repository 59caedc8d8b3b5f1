import { figureAround } from '../figure.ts';
import type { RegressionMetric } from '../metricDescriptor.ts';

/** Root of the mean squared error, in the unit of the target. */
export const rootMeanSquaredError: RegressionMetric = {
  name: 'rmse',
  task: 'regression',
  good: 'lower',
  headline: true,
  words: { title: 'Root mean squared error', about: 'root of the mean squared error, in the unit of the target' },
  figure: ({ errors }) => figureAround(errors.rootMeanSquaredError, { least: 0 }),
  loss: {
    ofRow: (actual, predicted) => (predicted - actual) ** 2,
    ofMean: Math.sqrt,
    realised: (errors) => errors.rootMeanSquaredError,
  },
};
