import type { QualityCheck, QualityLimits } from './qualityCheck.ts';
import { qualityChecks } from './qualityChecks.ts';

/**
 * The usual limits for a table of that many columns.
 *
 * @param columns columns checked: the probability of a false alarm is shared among all their checks (Bonferroni)
 * @param options `falseAlarms`: largest probability with which a report fails although nothing changed; `minRows`: rows that are enough
 */
export function qualityLimits(columns: number, options: { falseAlarms?: number; minRows?: number } = {}): QualityLimits {
  const { falseAlarms = 0.05, minRows = 1 } = options;
  const perColumn = checksOf('presence') + checksOf('column') + Math.max(checksOf('numbers'), checksOf('categories'));
  return {
    significance: falseAlarms / (perColumn * columns + checksOf('rows')),
    tolerance: 0.1,
    minRows,
    sigmas: 2,
    fenceRanges: 1.5,
    robustZ: 3.5,
  };
}

function checksOf(scope: QualityCheck['scope']): number {
  return qualityChecks.filter((check) => check.scope === scope).length;
}
