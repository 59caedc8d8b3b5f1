import { figureAround } from '../figure.ts';
import type { RegressionMetric } from '../metricDescriptor.ts';

/** Mean signed error: how much too high or too low the predictions are. */
export const meanError: RegressionMetric = {
  name: 'mean_error',
  task: 'regression',
  good: 'zero',
  words: { title: 'Mean error', about: 'mean signed error: positive when the predictions are too high' },
  figure: ({ errors }) => figureAround(errors.meanError),
};
