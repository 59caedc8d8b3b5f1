import { quantileSorted } from './quantileSorted.ts';
import type { SortedSample } from './weightedSample.ts';

/**
 * Tukey's fences: `times` interquartile ranges below the lower and above the upper quartile (type 7 quantiles). Values beyond are outliers.
 *
 * @param sorted finite values in ascending order, at least one
 * @param times 1.5 for outliers, 3 for far ones
 * @returns both fences in the unit of the values; not finite where the range overflows
 * @throws RangeError when there is no value
 * @see Tukey, Exploratory Data Analysis (1977), section 2D
 * @example
 * iqrFences([1, 2, 3, 4, 5]) // => { lower: -1, upper: 7 }
 */
export function iqrFences(sorted: SortedSample, times = 1.5): { lower: number; upper: number } {
  const lowerQuartile = quantileSorted(sorted, 0.25);
  const upperQuartile = quantileSorted(sorted, 0.75);
  const reach = times * (upperQuartile - lowerQuartile);
  return { lower: lowerQuartile - reach, upper: upperQuartile + reach };
}
