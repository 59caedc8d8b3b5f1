import { chiSquareSurvival } from './chiSquareSurvival.ts';

/** G in nats doubled, Infinity when a category was expected nowhere and still found. */
export interface GTestResult {
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

/**
 * Likelihood-ratio (G) test of observed counts against expected ones: 2 Σ O ln(O / E) with k − 1 degrees of freedom, as scipy's
 * `power_divergence` with `log-likelihood`.
 *
 * The expected counts are taken as they are: scaled to the observed total, G is a test of the shares; otherwise it may be negative, and the
 * p-value is then 1. With a single category nothing can differ and the p-value is 1.
 *
 * @param observed counts ≥ 0, one per category, at least one category
 * @param expected counts ≥ 0, same length and order
 * @returns statistic, p-value and degrees of freedom
 * @throws RangeError when lengths differ, or a count is negative or not finite
 * @see Woolf, The Log Likelihood Ratio Test (the G-test) (1957)
 * @example
 * gTest([4, 6, 8], [5, 5, 8]) // => { statistic: 0.40271027101377754, pValue: 0.8176220133798439, degreesOfFreedom: 2 }
 */
export function gTest(observed: ArrayLike<number>, expected: ArrayLike<number>): GTestResult {
  if (observed.length === 0 || observed.length !== expected.length) {
    throw new RangeError(`g-test needs as many expected as observed counts, got ${expected.length} and ${observed.length}`);
  }
  let statistic = 0;
  for (let category = 0; category < observed.length; category++) {
    const [found, due] = [requireCount(observed[category], category), requireCount(expected[category], category)];
    if (found > 0) statistic += 2 * found * Math.log(found / due);
  }
  const degreesOfFreedom = observed.length - 1;
  const pValue = degreesOfFreedom === 0 || statistic <= 0 ? 1 : chiSquareSurvival(statistic, degreesOfFreedom);
  return { statistic, pValue, degreesOfFreedom };
}

function requireCount(count: number | undefined, category: number): number {
  if (count === undefined || !(count >= 0 && count < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`g-test needs counts of at least 0, got ${count} in category ${category}`);
  }
  return count;
}
