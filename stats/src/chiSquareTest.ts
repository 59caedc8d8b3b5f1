import { chiSquareSurvival } from './chiSquareSurvival.ts';

// Expected counts are scaled to the observed total; scipy tolerates the same rounding.
const TOTAL_TOLERANCE = 1e-8;

/** Pearson's statistic, Infinity when a category was expected nowhere and still came. */
export interface ChiSquareResult {
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

/**
 * Pearson's chi-square test of observed counts against expected ones: Σ (O − E)² / E with k − 1 degrees of freedom.
 *
 * For drift, observed are the current counts and expected the reference counts scaled to the current total, as Evidently's
 * `chisquare`. A category the reference never had makes the statistic infinite and the p-value 0; one that neither
 * side has adds nothing to the statistic; with a single category nothing can differ and the p-value is 1.
 *
 * @param observed counts ≥ 0, one per category, at least one category
 * @param expected counts ≥ 0, same length, order and total
 * @returns statistic, p-value and degrees of freedom
 * @throws RangeError when lengths or totals differ, or a count is negative or not finite
 * @see Pearson, On the criterion that a given system of deviations … (1900)
 * @example
 * chiSquareTest([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]) // => { statistic: 3.5, pValue: 0.623387627749582, degreesOfFreedom: 5 }
 */
export function chiSquareTest(observed: ArrayLike<number>, expected: ArrayLike<number>): ChiSquareResult {
  requireSameTotals(observed, expected);
  let statistic = 0;
  for (let category = 0; category < observed.length; category++) {
    const expectedCount = expected[category] as number;
    const difference = (observed[category] as number) - expectedCount;
    if (difference !== 0) statistic += (difference * difference) / expectedCount;
  }
  const degreesOfFreedom = observed.length - 1;
  return { statistic, pValue: degreesOfFreedom === 0 ? 1 : chiSquareSurvival(statistic, degreesOfFreedom), degreesOfFreedom };
}

function requireSameTotals(observed: ArrayLike<number>, expected: ArrayLike<number>): void {
  if (observed.length === 0 || observed.length !== expected.length) {
    throw new RangeError(`chi-square needs as many expected as observed counts, got ${expected.length} and ${observed.length}`);
  }
  const [observedTotal, expectedTotal] = [total(observed), total(expected)];
  if (!(Math.abs(observedTotal - expectedTotal) <= TOTAL_TOLERANCE * Math.min(observedTotal, expectedTotal))) {
    throw new RangeError(`chi-square needs expected counts of the observed total ${observedTotal}, got ${expectedTotal}`);
  }
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let category = 0; category < counts.length; category++) {
    const count = counts[category] as number;
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`chi-square needs counts of at least 0, got ${count} in category ${category}`);
    }
    sum += count;
  }
  return sum;
}
