import type { ColumnReport } from '@modelmonitor/api';

/** Above it one drift is not worth more than another; also what stands for a p-value of 0. */
const MOST_STRENGTH = 10;

/**
 * How strong the drift of a column is, whatever its method: 0 is none, 1 at the threshold, at most 10. A distance is divided by its
 * threshold; of a p-value, corrected where it was, the orders of magnitude count, ln p / ln threshold. It is at most 1 for a column that has not drifted, because chance
 * explains the score or the effect is below its floor.
 *
 * @returns null where the column has no score
 * @example
 * driftStrength({ score: 0.2, threshold: 0.1, drifted: true }) // => 2
 */
export function driftStrength(
  column: Pick<ColumnReport, 'score' | 'threshold' | 'p_value' | 'corrected_p_value' | 'effect' | 'drifted'>,
): number | null {
  const { score, threshold, effect, drifted } = column;
  if (score === null || threshold === null) return drifted === true ? MOST_STRENGTH : null;
  const isDistance = column.p_value === undefined;
  const strength = isDistance ? score / threshold : Math.log(column.corrected_p_value ?? score) / Math.log(threshold);
  // A threshold of 0, or of 1 for a p-value, is no measure.
  if (Number.isNaN(strength) || (isDistance ? threshold <= 0 : threshold >= 1)) return null;
  const bounded = Math.min(drifted === true ? MOST_STRENGTH : 1, Math.max(0, strength));
  return effect === undefined || effect.material || effect.floor === 0 ? bounded : Math.min(bounded, effect.size / effect.floor);
}
