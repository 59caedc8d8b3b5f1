import { requireWeights } from './requireWeights.ts';

/**
 * Cramér's V of reference against current counts, with Bergsma's correction of its bias: how much the side tells about the category.
 *
 * An effect size, beside a p-value: 0.1 is small, 0.3 medium, 0.5 large. Categories that come on neither side do not count.
 *
 * @param reference counts per category, each ≥ 0, with a positive total
 * @param current counts per category, same length and order
 * @returns 0 for shares that differ no more than chance would let them, to 1 for disjoint categories
 * @throws RangeError when the lengths differ, a count is negative or NaN, or a total is not a positive number
 * @see Bergsma, A Bias-Correction for Cramér's V and Tschuprow's T (2013)
 * @example
 * cramersV([200, 800], [400, 600]) // => 0.217122961650107
 */
export function cramersV(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  const [n, m] = requireWeights("cramer's v", reference, current);
  const rows = n + m;
  let [meanSquare, categories] = [0, 0];
  for (let category = 0; category < reference.length; category++) {
    const [r, c] = [reference[category] as number, current[category] as number];
    if (r + c === 0) continue;
    categories++;
    // χ² / rows of a table of two rows: the difference of both shares, weighted.
    meanSquare += (r / n - c / m) ** 2 / ((r + c) / rows);
  }
  meanSquare *= (n / rows) * (m / rows);
  const excess = Math.max(0, meanSquare - (categories - 1) / (rows - 1));
  const sides = 2 - 1 / (rows - 1);
  const width = Math.min(sides, categories - (categories - 1) ** 2 / (rows - 1)) - 1;
  return excess === 0 ? 0 : Math.min(1, Math.sqrt(excess / width));
}
