import { randomFromSeed, totalVariationTest } from '@modelmonitor/stats';
import { categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

// The same files give the same p-value.
const SEED = 0;

/** Permutation test of the total variation distance of the shares. */
export const totalVariation: MethodDescriptor = {
  name: 'TVD',
  takes: 'any',
  score: 'p_value',
  drift: '<',
  threshold: 0.1,
  needsSignificance: true,
  words: { title: 'Total variation test', score: 'p-value', about: 'permutation test of the total variation distance of the shares' },
  evidently: 'Total-Variation-Distance',
  compare: (pair) => {
    const { reference, current } = categoryCounts(pair);
    return totalVariationTest(reference, current, randomFromSeed(SEED));
  },
};
