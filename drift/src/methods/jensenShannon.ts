import { jensenShannonDistance } from '@modelmonitor/stats';
import { binnedShares } from './binnedShares.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { distanceResult } from './methodResult.ts';

/** Jensen–Shannon distance of the binned shares, natural logarithm. */
export const jensenShannon: MethodDescriptor = {
  name: 'jensenshannon',
  takes: 'any',
  score: 'distance',
  drift: '≥',
  threshold: 0.1,
  needsSignificance: true,
  fromCounts: 'bins',
  words: {
    title: 'Jensen–Shannon distance',
    score: '0 same, 1 apart',
    about: 'Jensen–Shannon distance of the binned shares, natural logarithm',
  },
  evidently: 'Jensen-Shannon distance',
  compare: (pair) => {
    const { reference, current } = binnedShares(pair);
    return distanceResult(jensenShannonDistance(reference, current));
  },
};
