/** A bin of rows in the order of their probability. */
export interface CalibrationBin {
  readonly rows: number;
  /** Mean stated probability. */
  readonly predicted: number;
  /** Share that came true. */
  readonly actual: number;
}

/**
 * Reliability of stated probabilities in bins of equally many rows: those of `expectedCalibrationError`, which is their mean distance by rows.
 *
 * @param positives probabilities of the rows that came true, ascending
 * @param negatives probabilities of the rows that did not, ascending
 * @param bins number of bins, 10 when absent; ⌊n / 2⌋ for few rows
 * @returns the bins in ascending order; none for under four rows
 * @see DeGroot & Fienberg, The Comparison and Evaluation of Forecasters (1983)
 * @example
 * calibrationBins(Float64Array.of(0.5, 1), Float64Array.of(0, 0.5), 2) // => [{ rows: 2, predicted: 0.25, actual: 0.25 }, { rows: 2, predicted: 0.75, actual: 0.75 }]
 */
export function calibrationBins(positives: Float64Array, negatives: Float64Array, bins = 10): CalibrationBin[] {
  const rows = positives.length + negatives.length;
  if (rows < 4) return [];
  const width = Math.floor(rows / (rows <= 2 * bins ? Math.floor(rows / 2) : bins));
  const count = Math.floor(rows / width);
  const [sums, hits, sizes] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let [positive, negative] = [0, 0];
  while (positive + negative < rows) {
    const probability = Math.min(positives[positive] ?? Number.POSITIVE_INFINITY, negatives[negative] ?? Number.POSITIVE_INFINITY);
    const [from, firstPositive] = [positive + negative, positive];
    while (positives[positive] === probability) positive++;
    while (negatives[negative] === probability) negative++;
    const to = positive + negative;
    const share = (positive - firstPositive) / (to - from);
    for (let at = from; at < to; ) {
      const bin = Math.min(count - 1, Math.floor(at / width));
      const end = bin === count - 1 ? to : Math.min(to, (bin + 1) * width);
      sums[bin] = (sums[bin] as number) + (end - at) * probability;
      hits[bin] = (hits[bin] as number) + (end - at) * share;
      sizes[bin] = (sizes[bin] as number) + end - at;
      at = end;
    }
  }
  return Array.from(sizes, (size, bin) => ({ rows: size, predicted: (sums[bin] as number) / size, actual: (hits[bin] as number) / size }));
}
