import type { PerformanceReport } from '@modelmonitor/api';
import { classificationReport } from './classificationReport.ts';
import type { LabelledRows } from './labelledRows.ts';
import { regressionReport } from './regressionReport.ts';

export interface PerformanceInput {
  readonly task: 'classification' | 'regression';
  /** Null when the reference holds no predictions. */
  readonly reference: LabelledRows | null;
  readonly current: LabelledRows;
  /** Of the bootstrap and the splits: the same seed gives the same report. */
  readonly seed?: number;
}

/**
 * Quality of a model where labels are isKnown, on reference and current rows, and its estimate for current rows whose labels are missing. Pure.
 *
 * Rows without a label or a prediction are left out and counted. A figure that cannot be had is null, and says why.
 *
 * @returns null when the current rows have no prediction, or no side has a row with label and prediction
 */
export function performanceReport({ task, reference, current, seed = 1 }: PerformanceInput): PerformanceReport | null {
  const sides = { reference: reference ?? { target: null, prediction: null }, current, seed };
  if (current.prediction === null || ![sides.reference, sides.current].some(hasLabelledRow)) return null;
  return task === 'classification' ? classificationReport(sides) : regressionReport(sides);
}

function hasLabelledRow({ target, prediction }: LabelledRows): boolean {
  if (target === null || prediction === null) return false;
  const isKnown = (value: string | number | null | undefined) =>
    typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string';
  for (let row = 0; row < target.values.length; row++) if (isKnown(target.values[row]) && isKnown(prediction.values[row])) return true;
  return false;
}
