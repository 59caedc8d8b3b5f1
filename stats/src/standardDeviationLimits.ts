import { meanAndDeviation } from './meanAndDeviation.ts';

/** So many standard deviations below and above a center. */
export interface LimitOptions {
  /** The mean of the values when absent. */
  readonly center?: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Limits from the scatter of a metric where nothing was wrong: standard deviations (ddof 0) below and above its center.
 *
 * @param values the metric, for example one value for each chunk of the reference; at least one
 * @param options multipliers of both limits, and the center
 * @returns both limits, in the unit of the values
 * @throws RangeError when there is no value
 * @see Shewhart, Economic Control of Quality of Manufactured Product (1931); NannyML's `StandardDeviationThreshold`
 * @example
 * standardDeviationLimits([0, 2], { lower: 1, upper: 3 }) // => { lower: 0, upper: 4 }
 */
export function standardDeviationLimits(
  values: ArrayLike<number>,
  { center, lower, upper }: LimitOptions,
): { readonly lower: number; readonly upper: number } {
  const { mean, standardDeviation } = meanAndDeviation(values);
  const middle = center ?? mean;
  return { lower: middle - lower * standardDeviation, upper: middle + upper * standardDeviation };
}
