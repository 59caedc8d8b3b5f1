import { chiSquareSurvival } from './chiSquareSurvival.ts';
import { fisherExact } from './fisherExact.ts';

/** Rows that each side is expected to have of a category that is compared by χ² (Cochran's rule). */
const FEWEST_EXPECTED = 5;

type Counts = readonly [reference: number, current: number];

/** χ² of the frequent categories with its degrees of freedom, and the p-value of the whole test. */
export interface HomogeneityResult {
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

/**
 * Tests that two samples come from one distribution over categories:
 *
 *     χ² = Σ (observed − expected)² / expected over both samples, expected from the pooled shares, k − 1 degrees of freedom
 *
 * Unlike a test of goodness of fit it takes both sides for samples, so that a category of the current side alone is no proof of anything.
 * χ² holds for large counts only. Categories of which a side expects fewer than 5 rows are therefore put together, those of similar
 * frequency first, until a group expects as many; which ones depends on the pooled counts alone. What is too rare to form a group is
 * compared with everything else by Fisher's exact test, and the smaller of both p-values counts twice. With fewer than two groups, Fisher's
 * exact test compares the most frequent category with all others.
 *
 * @param reference rows per category, whole numbers ≥ 0
 * @param current rows of the same categories
 * @returns χ² of the groups, 0 where there is only one; the p-value, 1 for a single category
 * @throws RangeError when the lengths differ, a side has no rows, or a count is not a whole number of at least 0
 * @see Cochran, Some methods for strengthening the common χ² tests, Biometrics 10 (1954)
 * @example
 * homogeneityTest([50, 50], [65, 35]) // => { statistic: 4.603580562659847, pValue: 0.031905255236596455, degreesOfFreedom: 1 }
 */
export function homogeneityTest(reference: readonly number[], current: readonly number[]): HomogeneityResult {
  if (reference.length !== current.length) {
    throw new RangeError(`homogeneity test needs counts of the same categories, got ${reference.length} and ${current.length}`);
  }
  const all: Counts = [sum(reference), sum(current)];
  const [n, m] = all;
  if (!(n > 0 && m > 0)) throw new RangeError(`homogeneity test needs rows on both sides, got ${n} and ${m}`);
  const categories = byFrequency(reference, current);
  const { groups, rest } = groupRareCategories(categories, (FEWEST_EXPECTED * (n + m)) / Math.min(n, m));
  const isRestEmpty = total(rest) === 0;
  if (groups.length + (isRestEmpty ? 0 : 1) < 2) {
    return { statistic: 0, pValue: againstAllOthers(categories[0] ?? all, all), degreesOfFreedom: 0 };
  }
  const { statistic, degreesOfFreedom } = chiSquare(groups);
  const pValues = [
    ...(degreesOfFreedom > 0 ? [chiSquareSurvival(statistic, degreesOfFreedom)] : []),
    ...(isRestEmpty ? [] : [againstAllOthers(rest, all)]),
  ];
  return { statistic, pValue: Math.min(1, Math.min(...pValues) * pValues.length), degreesOfFreedom };
}

/** The most frequent category first; categories without rows are left out. */
function byFrequency(reference: readonly number[], current: readonly number[]): Counts[] {
  const pairs = reference.map((before, index): Counts => [before, current[index] ?? 0]);
  return pairs.filter((pair) => total(pair) > 0).sort((a, b) => total(b) - total(a));
}

function groupRareCategories(categories: readonly Counts[], fewest: number): { groups: Counts[]; rest: Counts } {
  const groups: Counts[] = [];
  let rest: Counts = [0, 0];
  for (const [before, after] of categories) {
    rest = [rest[0] + before, rest[1] + after];
    if (total(rest) < fewest) continue;
    groups.push(rest);
    rest = [0, 0];
  }
  return { groups, rest };
}

function chiSquare(groups: readonly Counts[]): { statistic: number; degreesOfFreedom: number } {
  const [n, m] = [sum(groups.map(([before]) => before)), sum(groups.map(([, after]) => after))];
  let statistic = 0;
  if (n > 0 && m > 0) {
    for (const [before, after] of groups) {
      const pooled = (before + after) / (n + m);
      statistic += (before - pooled * n) ** 2 / (pooled * n) + (after - pooled * m) ** 2 / (pooled * m);
    }
  }
  return { statistic, degreesOfFreedom: Math.max(0, groups.length - 1) };
}

function againstAllOthers([before, after]: Counts, [n, m]: Counts): number {
  return fisherExact([before, n - before], [after, m - after]).pValue;
}

function total([before, after]: Counts): number {
  return before + after;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
