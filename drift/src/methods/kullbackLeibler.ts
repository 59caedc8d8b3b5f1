import { fillEmptyBins, klDivergence } from '@modelmonitor/stats';
import { binnedShares } from './binnedShares.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { distanceResult } from './methodResult.ts';

/** Kullback–Leibler divergence of the current from the reference's binned shares, empty bins filled. */
export const kullbackLeibler: MethodDescriptor = {
  name: 'kl_div',
  takes: 'any',
  score: 'distance',
  drift: '≥',
  threshold: 0.1,
  needsSignificance: true,
  fromCounts: 'bins',
  words: {
    title: 'Kullback–Leibler divergence',
    score: 'in nats',
    about: 'divergence of the current from the binned shares of the reference, empty bins filled',
  },
  evidently: 'Kullback-Leibler divergence',
  compare: (pair) => {
    const { reference, current } = binnedShares(pair);
    return distanceResult(klDivergence(fillEmptyBins(reference), fillEmptyBins(current)));
  },
};
