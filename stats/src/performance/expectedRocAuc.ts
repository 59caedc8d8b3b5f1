import { ascendingOrder } from './ascendingOrder.ts';

/**
 * The area under the ROC curve to expect of scores whose labels are not known: each row is a positive with its probability.
 *
 * @param scores of each row, as the model gave it, without NaN
 * @param probabilities of each row, calibrated, 0 to 1
 * @returns the area; NaN when no positive or no negative is expected
 * @see NannyML 0.13, `estimate_roc_auc`; equal scores count half here, whatever their order
 * @example
 * expectedRocAuc(Float64Array.of(0.2, 0.8), Float64Array.of(0.25, 0.75)) // => 0.75
 */
export function expectedRocAuc(scores: Float64Array, probabilities: Float64Array): number {
  const order = ascendingOrder(scores);
  let [negatives, positives, area] = [0, 0, 0];
  for (let at = 0; at < order.length; ) {
    const score = scores[order[at] as number];
    let [rows, hits] = [0, 0];
    for (; at < order.length && scores[order[at] as number] === score; at++, rows++) hits += probabilities[order[at] as number] as number;
    area += hits * (negatives + (rows - hits) / 2);
    positives += hits;
    negatives += rows - hits;
  }
  return positives > 0 && negatives > 0 ? area / (positives * negatives) : Number.NaN;
}
