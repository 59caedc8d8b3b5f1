import { type ErrorEstimate, meanEstimate } from './meanEstimate.ts';

/**
 * Log loss: mean of −ln p over the probabilities a model gave to the true class.
 *
 * Probabilities are kept in ε to 1 − ε with ε = 2⁻⁵², as scikit-learn does for doubles, so that one certain mistake costs 36 nats, not infinity.
 *
 * @param trueClassProbabilities of each row the probability of its actual class, at least one row, 0 to 1
 * @returns the mean in nats and its standard error
 * @throws RangeError when there is no row
 * @see scikit-learn `log_loss`; Bishop, Pattern Recognition and Machine Learning (2006), eq. 4.90
 * @example
 * logLoss(Float64Array.of(0.5, 0.5)) // => { value: 0.6931471805599453, standardError: 0 }
 */
export function logLoss(trueClassProbabilities: Float64Array): ErrorEstimate {
  return meanEstimate(trueClassProbabilities.map((p) => -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)))));
}
