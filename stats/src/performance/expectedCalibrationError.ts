/**
 * Expected calibration error: mean distance of the probability a model states from the share that came true, over bins of equally many rows.
 *
 * Bins are those of NannyML: the rows in order of their probability, cut after every ⌊n / bins⌋ rows, what is left over in the last; ⌊n / 2⌋
 * bins for few rows. Rows of equal probability count as equally true, whatever their order.
 *
 * @param positives probabilities of the rows that came true, ascending
 * @param negatives probabilities of the rows that did not, ascending
 * @param bins number of bins, 10 when absent
 * @returns from 0 (calibrated) to 1
 * @throws RangeError for under four rows
 * @see Guo et al., On Calibration of Modern Neural Networks (2017), eq. 3; NannyML 0.13 calibration.py
 * @example
 * expectedCalibrationError(Float64Array.of(0.9, 0.9, 0.9), Float64Array.of(0.1, 0.1, 0.9), 2) // => 0.13333333333333333
 */
export function expectedCalibrationError(positives: Float64Array, negatives: Float64Array, bins = 10): number {
  const rows = positives.length + negatives.length;
  if (rows < 4) throw new RangeError(`calibration error needs at least 4 rows, got ${rows}`);
  const binCount = rows <= 2 * bins ? Math.floor(rows / 2) : bins;
  const differences = new Float64Array(Math.floor(rows / Math.floor(rows / binCount)));
  forEachTie(positives, negatives, ({ probability, from, to, hits }) => {
    const width = Math.floor(rows / binCount);
    for (let at = from; at < to; ) {
      const bin = Math.min(differences.length - 1, Math.floor(at / width));
      const end = bin === differences.length - 1 ? to : Math.min(to, (bin + 1) * width);
      differences[bin] = (differences[bin] as number) + (end - at) * (probability - hits / (to - from));
      at = end;
    }
  });
  return differences.reduce((sum, difference) => sum + Math.abs(difference), 0) / rows;
}

interface Tie {
  readonly probability: number;
  /** Positions in the order of all rows, the end excluded. */
  readonly from: number;
  readonly to: number;
  readonly hits: number;
}

function forEachTie(positives: Float64Array, negatives: Float64Array, visit: (tie: Tie) => void): void {
  const rows = positives.length + negatives.length;
  let [positive, negative] = [0, 0];
  while (positive + negative < rows) {
    const probability = Math.min(positives[positive] ?? Number.POSITIVE_INFINITY, negatives[negative] ?? Number.POSITIVE_INFINITY);
    const [from, firstPositive] = [positive + negative, positive];
    while (positives[positive] === probability) positive++;
    while (negatives[negative] === probability) negative++;
    visit({ probability, from, to: positive + negative, hits: positive - firstPositive });
  }
}
