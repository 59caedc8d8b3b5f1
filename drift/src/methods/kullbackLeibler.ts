import { fillEmptyBins, klDivergence } from '@modelmonitor/stats';
import { binnedShares } from './binnedShares.ts';
import type { CompareColumn } from './methodResult.ts';

/** `kl_div`: Kullback–Leibler divergence of the current from the reference's binned shares, empty bins filled. */
export const kullbackLeibler: CompareColumn = (pair) => {
  const { reference, current } = binnedShares(pair);
  const distance = klDivergence(fillEmptyBins(reference), fillEmptyBins(current));
  return { statistic: distance, distance };
};
