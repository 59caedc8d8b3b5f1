/** Rows of a sample by their distinct values, for samples too large to hold row by row. */
export interface WeightedSample {
  /** Strictly ascending, finite. */
  readonly values: Float64Array;
  /** Rows of each value, at least one. */
  readonly counts: Float64Array;
  /** All rows, as of a list. */
  readonly length: number;
  /** Mean and deviation of the rows, where a value stands for several close ones; computed from values and counts when absent. */
  readonly moments?: { readonly mean: number; readonly standardDeviation: number };
}

/** Numbers in ascending order, one by one or by their distinct values. */
export type SortedSample = ArrayLike<number> | WeightedSample;

/**
 * @example
 * isWeighted([1, 2]) // => false
 */
export function isWeighted(sample: SortedSample): sample is WeightedSample {
  return 'counts' in sample;
}

/** Rows of the values before an index. */
export function rowsBefore({ counts }: WeightedSample, index: number): number {
  let rows = 0;
  for (let at = 0; at < index; at++) rows += counts[at] as number;
  return rows;
}

/**
 * The value of a row, by its index in ascending order.
 *
 * @example
 * valueAt(distinctRuns([1, 1, 4]), 1) // => 1
 */
export function valueAt(sample: SortedSample, row: number): number | undefined {
  if (!isWeighted(sample)) return sample[row];
  let rows = 0;
  for (let index = 0; index < sample.values.length; index++) {
    rows += sample.counts[index] as number;
    if (row < rows) return sample.values[index];
  }
  return undefined;
}

/**
 * A sample by its distinct values.
 *
 * @example
 * distinctRuns([1, 1, 4]).counts // => [2, 1]
 */
export function distinctRuns(sample: SortedSample): WeightedSample {
  if (isWeighted(sample)) return sample;
  const values: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < sample.length; row++) {
    const value = sample[row] as number;
    const last = values.length - 1;
    if (value === values[last]) counts[last] = (counts[last] as number) + 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), length: sample.length };
}
