import { distinctRuns, type WeightedSample } from '@modelmonitor/stats';

/** Distinct values in ascending order, and how often each comes. */
export interface DistinctValues {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/**
 * The runs of equal values of a sorted column; 0 and −0 are one value.
 *
 * @param sorted finite values in ascending order
 * @example
 * distinctSorted(Float64Array.of(1, 1, 4)) // => { values: [1, 4], counts: [2, 1] }
 */
export function distinctSorted(sorted: Float64Array | WeightedSample): DistinctValues {
  const { values, counts } = distinctRuns(sorted);
  return { values: [...values], counts: [...counts] };
}
