import type { NumberRange } from './countSource.ts';

/** Moments of both parts together (Chan, Golub & LeVeque). */
export function joinRanges(one: NumberRange, other: NumberRange): NumberRange {
  const counts = { rows: one.rows + other.rows, missing: one.missing + other.missing, infinite: one.infinite + other.infinite };
  const [n, m] = [one.rows - one.missing - one.infinite, other.rows - other.missing - other.infinite];
  if (n === 0 || m === 0) return { ...(n === 0 ? other : one), ...counts };
  const difference = other.mean - one.mean;
  const variance =
    (n * one.standardDeviation ** 2 + m * other.standardDeviation ** 2 + (difference * difference * n * m) / (n + m)) / (n + m);
  return {
    ...counts,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
    mean: one.mean + (difference * m) / (n + m),
    standardDeviation: Math.sqrt(variance),
    isWhole: one.isWhole && other.isWhole,
  };
}
