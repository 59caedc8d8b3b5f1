import { jensenShannonDistance } from '@modelmonitor/stats';
import { binnedShares } from './binnedShares.ts';
import type { CompareColumn } from './methodResult.ts';

/** `jensenshannon`: Jensen–Shannon distance of the binned shares, natural logarithm. */
export const jensenShannon: CompareColumn = (pair) => {
  const { reference, current } = binnedShares(pair);
  const distance = jensenShannonDistance(reference, current);
  return { statistic: distance, distance };
};
