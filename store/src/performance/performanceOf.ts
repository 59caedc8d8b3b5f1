import { quantileSorted } from '@modelmonitor/stats';
import { classFigures } from './classFigures.ts';
import { joinNumbers, type OutcomeRows } from './outcomeRows.ts';
import type { PerformanceRecord } from './performanceRecord.ts';
import { valueFigures } from './valueFigures.ts';

/** The figures of the rows of one period and version. Pure. */
export function performanceOf(rows: OutcomeRows): PerformanceRecord {
  const task = rows.scores.predicted.length === 3 ? 'regression' : 'classification';
  const delays = joinNumbers(rows.parts.map((part) => part.delays)).sort();
  return {
    task,
    predicted: rows.predicted,
    labelled: delays.length,
    delaySeconds: delays.length === 0 ? null : { median: quantileSorted(delays, 0.5), p90: quantileSorted(delays, 0.9) },
    scores: rows.scores,
    ...(task === 'classification'
      ? classFigures(rows.parts)
      : { classes: [], confusion: [], calibration: [], figures: valueFigures(rows.parts) }),
  };
}
