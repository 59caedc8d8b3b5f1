import { quantileSorted } from '@modelmonitor/stats';
import { classFigures } from './classFigures.ts';
import type { OutcomeRows } from './outcomeRows.ts';
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

/** Arrays one after another; always a copy. */
export function joinNumbers(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
