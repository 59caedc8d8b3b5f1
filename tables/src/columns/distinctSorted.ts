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
export function distinctSorted(sorted: Float64Array): DistinctValues {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    const last = values.length - 1;
    if (value === values[last]) counts[last] = (counts[last] ?? 0) + 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values, counts };
}
