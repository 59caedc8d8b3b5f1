import { chiSquareSurvival } from './chiSquareSurvival.ts';
import type { ChiSquareResult } from './chiSquareTest.ts';

/** Expected rows under which a category is pooled with the other rare ones (Cochran's rule). */
const FEWEST_EXPECTED = 5;

/**
 * Chi-square test that two samples come from one distribution over categories:
 *
 *     χ² = Σ (observed − expected)² / expected over both samples, expected from the pooled shares, k − 1 degrees of freedom
 *
 * Unlike a test of goodness of fit it takes both sides for samples. Categories of which a side expects fewer than 5 rows are pooled, since
 * χ² holds for large counts only.
 *
 * @param reference rows per category, whole numbers ≥ 0
 * @param current rows of the same categories
 * @returns statistic and p-value; 0 and 1 when fewer than two categories are left
 * @throws RangeError when the lengths differ or a side has no rows
 * @see Cochran, Some methods for strengthening the common χ² tests, Biometrics 10 (1954)
 * @example
 * homogeneityTest([50, 50], [65, 35]) // => { statistic: 4.603580562659847, pValue: 0.031905255236596455, degreesOfFreedom: 1 }
 */
export function homogeneityTest(reference: readonly number[], current: readonly number[]): ChiSquareResult {
  if (reference.length !== current.length) {
    throw new RangeError(`homogeneity test needs counts of the same categories, got ${reference.length} and ${current.length}`);
  }
  const [n, m] = [sum(reference), sum(current)];
  if (!(n > 0 && m > 0)) throw new RangeError(`homogeneity test needs rows on both sides, got ${n} and ${m}`);
  const categories = pooledCategories(reference, current, (FEWEST_EXPECTED * (n + m)) / Math.min(n, m));
  const degreesOfFreedom = categories.length - 1;
  if (degreesOfFreedom < 1) return { statistic: 0, pValue: 1, degreesOfFreedom: 0 };
  let statistic = 0;
  for (const [before, after] of categories) {
    const pooled = (before + after) / (n + m);
    statistic += (before - pooled * n) ** 2 / (pooled * n) + (after - pooled * m) ** 2 / (pooled * m);
  }
  return { statistic, pValue: chiSquareSurvival(statistic, degreesOfFreedom), degreesOfFreedom };
}

/** Categories with enough rows in both samples together, and all others as one. */
function pooledCategories(reference: readonly number[], current: readonly number[], fewest: number): (readonly [number, number])[] {
  const pairs = reference.map((before, index) => [before, current[index] ?? 0] as const).filter(([before, after]) => before + after > 0);
  const frequent = pairs.filter(([before, after]) => before + after >= fewest);
  const rare = pairs.filter(([before, after]) => before + after < fewest);
  const rest = [sum(rare.map(([before]) => before)), sum(rare.map(([, after]) => after))] as const;
  return rest[0] + rest[1] === 0 ? frequent : [...frequent, rest];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
