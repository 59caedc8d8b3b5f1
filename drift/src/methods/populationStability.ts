import { fillEmptyBins, psi } from '@modelmonitor/stats';
import { binnedShares } from './binnedShares.ts';
import type { CompareColumn } from './methodResult.ts';

/** `psi`: population stability index of the binned shares, empty bins filled. */
export const populationStability: CompareColumn = (pair) => {
  const { reference, current } = binnedShares(pair);
  const distance = psi(fillEmptyBins(reference), fillEmptyBins(current));
  return { statistic: distance, distance };
};
