import { iqrFences } from '@modelmonitor/stats';
import { outlierCheck } from '../outsideCounts.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Share of the values beyond Tukey's fences. */
export const iqrOutliers: QualityCheck = {
  name: 'outliers_iqr',
  scope: 'numbers',
  words: {
    title: 'Outliers, beyond the IQR fences',
    about: 'the share of values more than 1.5 interquartile ranges beyond the quartiles is about that of the reference',
  },
  isShare: true,
  run: (sides, limits) => outlierCheck(sides, iqrFences(sides.reference.sorted, limits.fenceRanges), limits),
};
