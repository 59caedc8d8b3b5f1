import { meanAndDeviation } from './meanAndDeviation.ts';

/**
 * Edges of equal bins by Doane's rule, which takes more of them for a skewed sample than Sturges', as numpy's `histogram_bin_edges(…, 'doane')`.
 *
 * @param sorted finite values in ascending order, at least one
 * @returns ascending edges from the smallest to the largest value; of a constant sample, half a unit on both sides of it
 * @throws RangeError when the sample is empty or its range is not finite
 * @see Doane, Aesthetic Frequency Classifications (1976)
 * @example
 * doaneBinEdges([0, 1, 2, 8]) // => [0, 1.6, 3.2, 4.8, 6.4, 8]
 */
export function doaneBinEdges(sorted: ArrayLike<number>): Float64Array {
  const rows = sorted.length;
  const { mean, standardDeviation } = meanAndDeviation(sorted);
  const [minimum, maximum] = [sorted[0] as number, sorted[rows - 1] as number];
  const range = maximum - minimum;
  if (!(range >= 0 && range < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`doane needs a finite range from minimum to maximum, got ${minimum} to ${maximum}`);
  }
  if (range === 0) return Float64Array.of(minimum - 0.5, maximum + 0.5);
  let skewness = 0;
  for (let index = 0; index < rows; index++) skewness += (((sorted[index] as number) - mean) / standardDeviation) ** 3 / rows;
  const deviationOfSkewness = Math.sqrt((6 * (rows - 2)) / ((rows + 1) * (rows + 3)));
  const skewed = rows > 2 ? Math.log2(1 + Math.abs(skewness) / deviationOfSkewness) : Number.NEGATIVE_INFINITY;
  // Through the width and back, as numpy rounds; two rows have one bin.
  const bins = rows > 2 ? Math.ceil(range / (range / (1 + Math.log2(rows) + skewed))) : 1;
  return Float64Array.from({ length: bins + 1 }, (_, index) => (index === bins ? maximum : index * (range / bins) + minimum));
}
