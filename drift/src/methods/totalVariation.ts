import { randomFromSeed, totalVariationTest } from '@modelmonitor/stats';
import { categoryCounts } from './categoryCounts.ts';
import type { CompareColumn } from './methodResult.ts';

// The same files give the same p-value.
const SEED = 0;

/** `TVD`: permutation test of the total variation distance of the shares. */
export const totalVariation: CompareColumn = (pair) => {
  const { reference, current } = categoryCounts(pair);
  return totalVariationTest(reference, current, randomFromSeed(SEED));
};
