import { robustScale } from '@modelmonitor/stats';
import { noVerdict } from '../noVerdict.ts';
import { outlierCheck } from '../outsideCounts.ts';
import type { QualityCheck } from '../qualityCheck.ts';

/** Share of the values further from the median than 3.5 robust standard deviations. */
export const robustOutliers: QualityCheck = {
  name: 'outliers_robust_z',
  scope: 'numbers',
  words: { title: 'Outliers, robust z over 3.5', about: 'the share of values with a robust z over 3.5 is about that of the reference' },
  isShare: true,
  run: (sides, limits) => {
    const { centre, scale } = robustScale(sides.reference.sorted);
    if (scale === 0) return noVerdict('every value of the reference is the same, so no distance from it has a scale');
    const reach = limits.robustZ * scale;
    return outlierCheck(sides, { lower: centre - reach, upper: centre + reach }, limits);
  },
};
