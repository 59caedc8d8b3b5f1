import { normedWasserstein } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `wasserstein`: earth mover's distance in standard deviations of the reference. */
export const wasserstein: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('wasserstein', pair);
  const distance = normedWasserstein(reference.sorted, current.sorted);
  return { statistic: distance, distance };
};
