import { permuteCounts } from './permuteCounts.ts';
import { totalVariationDistance } from './totalVariationDistance.ts';

/** The total variation distance, and the share of permutations that reach it. */
export interface TotalVariationResult {
  readonly statistic: number;
  readonly pValue: number;
}

const PERMUTATIONS = 1000;
const FEWEST_PERMUTATIONS = 100;
const MOST_ROWS_DEALT = 3e7;
// Permutations as far apart as the data must not fall short of it by rounding.
const ROUNDING = 1e-12;

/**
 * Permutation test that two samples have the same shares of categories, by their total variation distance.
 *
 * 1000 permutations, fewer (at least 100) where there are so many categories that more than 3e7 rows would be dealt one by one. The p-value
 * is the share of permutations at least as far apart, so it may be 0; it is the same for the same seed.
 *
 * @param reference rows per category, whole numbers with a positive total
 * @param current rows per category, same length and order
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns the distance and the p-value
 * @throws RangeError when the lengths differ, a count is negative or NaN, or a side has no rows
 * @see Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd edition (2005), section 3.2
 * @example
 * totalVariationTest([5, 0], [0, 5], randomFromSeed(1)) // => { statistic: 1, pValue: 0.014 }
 */
export function totalVariationTest(reference: ArrayLike<number>, current: ArrayLike<number>, random: () => number): TotalVariationResult {
  const statistic = totalVariationDistance(reference, current);
  const pooled = Float64Array.from(reference, (count, category) => count + (current[category] as number));
  const drawn = Array.from(reference).reduce((sum, count) => sum + count, 0);
  const permuted = permuteCounts(pooled, drawn, random);
  const permutations = Math.min(PERMUTATIONS, Math.max(FEWEST_PERMUTATIONS, Math.floor(MOST_ROWS_DEALT / drawn)));
  const rest = new Float64Array(pooled.length);
  let reached = 0;
  for (let permutation = 0; permutation < permutations; permutation++) {
    const counts = permuted();
    for (let category = 0; category < rest.length; category++) rest[category] = (pooled[category] as number) - (counts[category] as number);
    if (totalVariationDistance(counts, rest) >= statistic - ROUNDING) reached++;
  }
  return { statistic, pValue: reached / permutations };
}
