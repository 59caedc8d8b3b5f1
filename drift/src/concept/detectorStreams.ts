import { quantileSorted } from '@modelmonitor/stats';
import type { Task } from './labelledSide.ts';

/** Share of the baseline's absolute errors that count as right. */
const RIGHT_SHARE = 0.8;

/** The errors as the detectors take them, in the same order. */
export interface DetectorStreams {
  /** 0 or 1, for DDM and EDDM. */
  readonly wrong: Float64Array;
  /** A loss whose deviation is at most about 1, for Page–Hinkley, ADWIN and KSWIN. */
  readonly losses: Float64Array;
}

/**
 * Errors of classes are taken as they are. Absolute errors are divided by the baseline's standard deviation, since Page–Hinkley's and ADWIN's constants have
 * a unit; for DDM and EDDM a row counts as wrong when its error is above the 80 % quantile of the baseline.
 *
 * @param baseline errors of the reference; where there are none, the stream's own
 */
export function detectorStreams(task: Task, errors: Float64Array, baseline: Float64Array): DetectorStreams {
  if (task === 'classification') return { wrong: errors, losses: errors };
  const sorted = Float64Array.from(baseline).sort();
  const bound = quantileSorted(sorted, RIGHT_SHARE);
  const deviation = standardDeviation(baseline);
  const scale = Number.isFinite(deviation) && deviation > 0 ? deviation : 1;
  return { wrong: errors.map((error) => (error > bound ? 1 : 0)), losses: errors.map((error) => error / scale) };
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
