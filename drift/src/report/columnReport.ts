import type { ColumnReport } from '@modelmonitor/api';
import { isDrift } from '../methods/compareColumn.ts';
import { methodNamed } from '../methods/driftMethods.ts';
import type { CheckSettings } from './checkSettings.ts';
import type { MeasuredColumn, Measurement } from './measureColumn.ts';

/** p-values after the correction over all columns; a column's own where absent. */
export interface CorrectedPValues {
  readonly drift?: number | undefined;
  readonly missingShift?: number | undefined;
  readonly significance?: number | undefined;
}

type Judgement = Pick<
  ColumnReport,
  'method' | 'score' | 'threshold' | 'p_value' | 'statistic' | 'effect' | 'significance' | 'drifted' | 'verdict' | 'reason'
>;

/** Up to so many rows a significant p-value stands for itself: Evidently takes tests for small references only. */
const FEW_ROWS = 1000;
/** Level of the tests that have no threshold of their own. */
const SIGNIFICANCE = 0.05;

/** The report of one column, judged by the corrected p-values. */
export function columnReport(column: MeasuredColumn, { effectFloor }: CheckSettings, corrected: CorrectedPValues = {}): ColumnReport {
  const { finding, description } = column;
  const { reference, current } = description;
  const floor = Math.min(reference.rows, current.rows) > FEW_ROWS ? effectFloor : 0;
  return {
    ...description,
    ...('verdict' in finding ? unjudged(finding) : judged(finding, { floor, pValue: corrected.drift, chance: corrected.significance })),
    ...missingShift(column, effectFloor, corrected.missingShift),
  };
}

function unjudged({ verdict, reason }: { verdict: ColumnReport['verdict']; reason: string }): Judgement {
  const drifted = verdict === 'constant' ? false : null;
  return { method: null, score: null, threshold: null, statistic: null, drifted, verdict, reason };
}

interface JudgedBy {
  readonly floor: number;
  /** Corrected p-value of the method, and of the test beside it. */
  readonly pValue: number | undefined;
  readonly chance: number | undefined;
}

function judged({ chosen, result, effect, significance, isConstant }: Measurement, { floor, pValue, chance }: JudgedBy): Judgement {
  const { method, threshold } = chosen;
  const score = result.pValue === undefined ? result.distance : (pValue ?? result.pValue);
  const isBeyond = isDrift(methodNamed(method), score, threshold);
  const material = effect === undefined || effect.size >= floor;
  const significant = significance === undefined || (chance ?? significance.pValue) < SIGNIFICANCE;
  const drifted = isBeyond && material && significant && !isConstant;
  return {
    method,
    score,
    threshold,
    ...(result.pValue === undefined ? {} : { p_value: result.pValue }),
    // Chi-square is infinite for a category the reference never had; JSON knows no infinity, and the p-value says it: 0.
    statistic: Number.isFinite(result.statistic) ? result.statistic : null,
    ...(effect === undefined ? {} : { effect: { ...effect, floor, material } }),
    ...(significance === undefined ? {} : { significance: { test: significance.test, p_value: significance.pValue, significant } }),
    drifted,
    verdict: isConstant ? 'constant' : drifted ? 'drifted' : 'stable',
    ...reasonOf({ isConstant, isBeyond, material, significant }),
  };
}

function reasonOf(found: { isConstant: boolean; isBeyond: boolean; material: boolean; significant: boolean }): { reason?: string } {
  if (found.isConstant) return { reason: 'every value of both sides is the same' };
  if (!found.isBeyond) return {};
  if (!found.significant) return { reason: 'the score is beyond its threshold, but chance alone explains that with so few rows' };
  return found.material ? {} : { reason: 'the difference is significant but immaterial: its effect is below the floor' };
}

function missingShift(
  { missingShift, description }: MeasuredColumn,
  effectFloor: number,
  corrected: number | undefined,
): Pick<ColumnReport, 'missing_shift'> {
  if (missingShift === undefined) return {};
  const { reference, current } = description.missing;
  const material = Math.abs(current.share - reference.share) >= effectFloor;
  const score = corrected ?? missingShift;
  return { missing_shift: { p_value: missingShift, score, threshold: SIGNIFICANCE, drifted: material && score < SIGNIFICANCE } };
}
