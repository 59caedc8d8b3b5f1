import { figureAround } from '../figure.ts';
import type { RegressionMetric } from '../metricDescriptor.ts';

/** Coefficient of determination. It decides nothing: it falls also when the target merely varies less than it did, with the errors unchanged. */
export const rSquared: RegressionMetric = {
  name: 'r2',
  task: 'regression',
  good: 'higher',
  leastScale: 0.1,
  words: { title: 'R²', about: 'share of the variance of the target that the predictions explain' },
  figure: ({ errors }) => (errors.rows < 2 ? { missing: 'R² needs two rows' } : figureAround(errors.rSquared, { most: 1 })),
};
