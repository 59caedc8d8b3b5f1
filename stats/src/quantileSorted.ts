import { type SortedSample, valueAt } from './weightedSample.ts';

/**
 * Quantile of a sorted sample by linear interpolation between its two nearest values (type 7, numpy's default `linear`).
 *
 * @param sorted finite values in ascending order, at least one; not checked, so that many quantiles stay cheap
 * @param probability from 0 (minimum) to 1 (maximum)
 * @returns the quantile, in the unit of the values
 * @throws RangeError when the sample is empty or the probability outside 0 to 1
 * @see Hyndman & Fan, Sample Quantiles in Statistical Packages (1996), definition 7
 * @example
 * quantileSorted([1, 2, 3, 4], 0.25) // => 1.75
 */
export function quantileSorted(sorted: SortedSample, probability: number): number {
  if (sorted.length === 0) throw new RangeError('quantile needs at least one value, got none');
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`quantile needs a probability from 0 to 1, got ${probability}`);
  const position = probability * (sorted.length - 1);
  const index = Math.floor(position);
  const low = valueAt(sorted, index) as number;
  const high = valueAt(sorted, Math.min(index + 1, sorted.length - 1)) as number;
  const weight = position - index;
  // From the nearer end, as numpy: the maximum and every constant come out exactly.
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}
