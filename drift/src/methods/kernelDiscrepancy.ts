import { maximumMeanDiscrepancyTest, randomFromSeed } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

// The same files give the same p-value.
const SEED = 0;

/** `empirical_mmd`: permutation test of the maximum mean discrepancy, on a sample of at most 1000 values a side. */
export const kernelDiscrepancy: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('empirical_mmd', pair);
  return maximumMeanDiscrepancyTest(reference.sorted, current.sorted, randomFromSeed(SEED));
};
