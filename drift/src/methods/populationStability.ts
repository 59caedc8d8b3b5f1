import { fillEmptyBins, psi } from '@modelmonitor/stats';
import { binnedShares } from './binnedShares.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { distanceResult } from './methodResult.ts';

/** Population stability index of the binned shares, empty bins filled. */
export const populationStability: MethodDescriptor = {
  name: 'psi',
  takes: 'any',
  score: 'distance',
  drift: '≥',
  threshold: 0.1,
  needsSignificance: true,
  fromCounts: 'bins',
  words: { title: 'Population stability index', score: 'PSI', about: 'population stability index of the binned shares, empty bins filled' },
  evidently: 'PSI',
  compare: (pair) => {
    const { reference, current } = binnedShares(pair);
    return distanceResult(psi(fillEmptyBins(reference), fillEmptyBins(current)));
  },
};
