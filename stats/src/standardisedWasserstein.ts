import { meanAndDeviation } from './meanAndDeviation.ts';
import { wassersteinDistance } from './wassersteinDistance.ts';
import type { SortedSample } from './weightedSample.ts';

const SMALLEST_NORM = 0.001;

/**
 * Wasserstein distance in standard deviations of the reference: W₁ / max(σ, 0.001), σ with ddof 0.
 *
 * The floor keeps a constant reference column from dividing by zero; Evidently's `wasserstein` takes the same.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one
 * @returns the distance, ≥ 0, without a unit
 * @throws RangeError when a sample is empty, not ascending, or holds NaN or an infinity
 * @example
 * standardisedWasserstein([-1, 1], [0, 2]) // => 1
 */
export function standardisedWasserstein(reference: SortedSample, current: SortedSample): number {
  const distance = wassersteinDistance(reference, current);
  return distance / Math.max(meanAndDeviation(reference).standardDeviation, SMALLEST_NORM);
}
