/**
 * The confusion matrix to expect of predictions whose labels are not known: each row counts for every class with its probability.
 *
 * For two classes that is NannyML's TP = Σ p over predicted 1, FP = Σ (1 − p), and FN and TN alike over predicted 0.
 *
 * @param predicted class index of each row
 * @param probabilities for each class the calibrated probability of every row
 * @returns expected row counts, one list per actual class, in it one per predicted class
 * @see NannyML 0.13, confidence-based performance estimation (CBPE)
 * @example
 * expectedConfusion([1, 0], [Float64Array.of(0.25, 0.5), Float64Array.of(0.75, 0.5)]) // => [[0.5, 0.25], [0.5, 0.75]]
 */
export function expectedConfusion(predicted: ArrayLike<number>, probabilities: readonly Float64Array[]): number[][] {
  return probabilities.map((column) => {
    const expected = new Float64Array(probabilities.length);
    for (let row = 0; row < column.length; row++) {
      const index = predicted[row] as number;
      expected[index] = (expected[index] as number) + (column[row] as number);
    }
    return Array.from(expected);
  });
}
