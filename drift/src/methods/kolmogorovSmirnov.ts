import { ksTwoSample } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Two-sample Kolmogorov–Smirnov test. */
export const kolmogorovSmirnov: MethodDescriptor = {
  name: 'ks',
  takes: 'numbers',
  score: 'p_value',
  drift: '≤',
  threshold: 0.05,
  needsSignificance: false,
  statisticIsEffect: true,
  fromCounts: 'edges',
  words: { title: 'Kolmogorov–Smirnov test', score: 'p-value', about: 'largest difference of the distribution functions' },
  evidently: 'K-S p_value',
  compare: ({ reference, current }) => ksTwoSample(reference.sorted, current.sorted),
};
