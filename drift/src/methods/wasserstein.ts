import { standardisedWasserstein } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { distanceResult } from './methodResult.ts';

/** Earth mover's distance in standard deviations of the reference. */
export const wasserstein: MethodDescriptor = {
  name: 'wasserstein',
  takes: 'numbers',
  score: 'distance',
  drift: '≥',
  threshold: 0.1,
  needsSignificance: true,
  fromCounts: 'crossings',
  words: {
    title: 'Wasserstein distance',
    score: 'in standard deviations',
    about: 'earth mover’s distance, in standard deviations of the reference',
  },
  evidently: 'Wasserstein distance (normed)',
  compare: ({ reference, current }) => distanceResult(standardisedWasserstein(reference.sorted, current.sorted)),
};
