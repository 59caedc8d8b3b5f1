import { maximumMeanDiscrepancyTest, randomFromSeed } from '@modelmonitor/stats';
import { expandNumbers } from './expandNumbers.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

// The same files give the same p-value.
const SEED = 0;

/** Permutation test of the maximum mean discrepancy, on a sample of at most 1000 values of each side. */
export const kernelDiscrepancy: MethodDescriptor = {
  name: 'empirical_mmd',
  takes: 'numbers',
  score: 'p_value',
  drift: '<',
  threshold: 0.1,
  needsSignificance: true,
  words: {
    title: 'Maximum mean discrepancy test',
    score: 'p-value',
    about: 'permutation test with a Gaussian kernel, on at most 1,000 values of each side',
  },
  evidently: 'empirical_mmd',
  compare: ({ reference, current }) => maximumMeanDiscrepancyTest(expandNumbers(reference), expandNumbers(current), randomFromSeed(SEED)),
};
