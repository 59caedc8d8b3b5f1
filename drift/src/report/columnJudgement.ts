import type { ColumnReport } from '@modelmonitor/api';
import { isDrift } from '../methods/compareColumn.ts';
import { methodNamed } from '../methods/driftMethods.ts';
import type { Measurement } from './measureColumn.ts';

/** What a report says of a column that a method compared. */
export type ColumnJudgement = Pick<
  ColumnReport,
  | 'method'
  | 'score'
  | 'threshold'
  | 'p_value'
  | 'corrected_p_value'
  | 'statistic'
  | 'effect'
  | 'significance'
  | 'drifted'
  | 'verdict'
  | 'reason'
>;

/** Level of the tests that have no threshold of their own. */
export const SIGNIFICANCE_LEVEL = 0.05;

/** Whether the score is beyond its threshold, and the two conditions that a drifted column meets besides. */
interface Conditions {
  readonly isBeyond: boolean;
  readonly significant: boolean;
  readonly material: boolean;
}

/**
 * The p-value that a correction takes: the method's own, or that of the test beside it where the method needs one. It is 1 where the test was
 * not made, because the score is not beyond its threshold.
 */
export function decisivePValue({ chosen, result, significance }: Measurement): number | undefined {
  return significance?.pValue ?? (methodNamed(chosen.method).needsSignificance ? 1 : result.pValue);
}

/**
 * Judges a column: it has drifted if its score is beyond the threshold, the difference is significant after the correction, and the effect
 * reaches the floor. The score itself is what the method computed, before any correction.
 *
 * @param floor effect below which a significant difference is immaterial
 * @param corrected p-value after the correction: of the two-sample test beside the method, else of the method; undefined without correction
 */
export function columnJudgement(
  measurement: Measurement,
  { floor, corrected }: { floor: number; corrected?: number | undefined },
): ColumnJudgement {
  const { chosen, result, effect, significance, isConstant } = measurement;
  const score = result.pValue ?? result.distance;
  const isBeyond = isDrift(methodNamed(chosen.method), score, chosen.threshold);
  const material = effect === undefined || effect.size >= floor;
  const significant = isSignificant(measurement, corrected);
  const drifted = isBeyond && material && significant && !isConstant;
  const after = corrected === undefined ? {} : { corrected_p_value: corrected };
  return {
    method: chosen.method,
    score,
    threshold: chosen.threshold,
    ...(result.pValue === undefined ? {} : { p_value: result.pValue }),
    ...(result.pValue !== undefined && !methodNamed(chosen.method).needsSignificance ? after : {}),
    // Chi-square is infinite for a category the reference never had. JSON knows no infinity; the p-value of 0 shows it.
    statistic: Number.isFinite(result.statistic) ? result.statistic : null,
    ...(effect === undefined ? {} : { effect: { ...effect, floor, material } }),
    ...(significance === undefined
      ? {}
      : { significance: { test: significance.test, p_value: significance.pValue, ...after, significant } }),
    drifted,
    verdict: isConstant ? 'constant' : drifted ? 'drifted' : 'stable',
    ...(isConstant
      ? { reason: 'every value of both sides is the same' }
      : reasonOf(measurement, { isBeyond, material, significant }, corrected)),
  };
}

function isSignificant({ chosen, result, significance }: Measurement, corrected: number | undefined): boolean {
  if (significance !== undefined) {
    const level = result.pValue === undefined ? SIGNIFICANCE_LEVEL : Math.min(SIGNIFICANCE_LEVEL, chosen.threshold);
    return (corrected ?? significance.pValue) < level;
  }
  return result.pValue === undefined || isDrift(methodNamed(chosen.method), corrected ?? result.pValue, chosen.threshold);
}

const TESTS = { ks: 'a Kolmogorov–Smirnov test', chisquare_homogeneity: 'a test of homogeneity' } as const;

/** Why the verdict is not what the score alone says. */
function reasonOf(
  measurement: Measurement,
  { isBeyond, significant, material }: Conditions,
  corrected: number | undefined,
): { reason?: string } {
  if (!isBeyond) return {};
  if (significant) return material ? {} : { reason: 'the difference is significant but immaterial: its effect is below the floor' };
  const { result, significance } = measurement;
  const pValue = significance?.pValue ?? result.pValue ?? 1;
  const byCorrection = corrected !== undefined && isSignificant(measurement, undefined);
  const found = `p = ${pValueText(byCorrection ? corrected : pValue)}`;
  const test = significance === undefined ? '' : ` in ${TESTS[significance.test]}`;
  const lacks = Number.isFinite(result.statistic) ? '' : '; a value that the reference lacks sets the score to 0';
  return { reason: `chance explains the difference: ${found}${test}${byCorrection ? ' after the correction' : ''}${lacks}` };
}

function pValueText(pValue: number): string {
  return `${Number(pValue.toPrecision(2))}`;
}
