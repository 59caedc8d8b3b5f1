/** Mean and variance (ddof 1) of the placements of a sample in another one. */
export interface Placements {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Where the values of one sample stand in another: the share of the other's values below each, ties counting half.
 *
 * @param sorted ascending numbers, at least one
 * @param others ascending numbers, at least one
 * @returns mean and variance over the first sample, in one merging pass; the variance of a single value is NaN
 * @see DeLong, DeLong & Clarke-Pearson, Comparing the Areas under Two or More Correlated ROC Curves (1988)
 * @example
 * placements([2, 3], [1, 2]) // => { mean: 0.875, variance: 0.03125 }
 */
export function placements(sorted: Float64Array, others: Float64Array): Placements {
  let [below, atMost, sum, squares] = [0, 0, 0, 0];
  for (const value of sorted) {
    while (below < others.length && (others[below] as number) < value) below++;
    if (atMost < below) atMost = below;
    while (atMost < others.length && (others[atMost] as number) <= value) atMost++;
    const twice = below + atMost;
    sum += twice;
    squares += twice * twice;
  }
  // Whole numbers up to here: below 2^53 nothing was rounded, so that a perfect order gives exactly 1.
  const scale = 2 * others.length;
  const mean = sum / sorted.length / scale;
  const variance = Math.max(0, squares / scale / scale - sorted.length * mean * mean) / (sorted.length - 1);
  return { mean, variance: sorted.length < 2 ? Number.NaN : variance };
}
