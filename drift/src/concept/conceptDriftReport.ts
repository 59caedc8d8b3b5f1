import type { ConceptDriftReport } from '@modelmonitor/api';
import { compareErrors } from './compareErrors.ts';
import { conceptVerdict } from './conceptVerdict.ts';
import { detectorReports } from './detectorReports.ts';
import { detectorStreams } from './detectorStreams.ts';
import { errorSlices } from './errorSlices.ts';
import type { LabelledSide, Task } from './labelledSide.ts';
import { labelledStream } from './labelledStream.ts';
import { type RowErrors, rowErrors } from './rowErrors.ts';

const MIN_ROWS = 50;

export interface ConceptDriftInput {
  readonly task: Task;
  /** Rows that the model was not trained on; null where the reference has no labels or predictions. */
  readonly reference: LabelledSide | null;
  /** The current rows, oldest first; null where they have no labels or predictions. */
  readonly current: LabelledSide | null;
  /** Time of each current row in milliseconds since 1970, where known. */
  readonly times?: Float64Array | null;
  /** Seed of the rows drawn from large tables and of KSWIN's draw. */
  readonly seed: number;
  /** Significance level of the comparison at the same features, 0.05 unless given. */
  readonly threshold?: number;
}

/**
 * Has the relation between features and target changed, as far as the model's errors show it?
 *
 * Two views: the errors of the current rows in the order of time go through five stream detectors, and the errors at the same features are compared with the reference's.
 *
 * @returns null when no current row can have an error: there is nothing to say
 */
export function conceptDriftReport({
  task,
  reference,
  current,
  times = null,
  seed,
  threshold = 0.05,
}: ConceptDriftInput): ConceptDriftReport | null {
  if (current === null) return null;
  const stream = labelledStream(rowErrors(task, current), times);
  const known = reference === null ? null : { features: reference.features, ...rowErrors(task, reference) };
  const rows = stream.errors.length;
  const error_rate = errorSlices(stream.errors);
  if (rows < MIN_ROWS) {
    const reason = `needs ${MIN_ROWS} rows with label and prediction, got ${rows}`;
    return { verdict: 'unknown', reason, rows, error_rate, detectors: [], error_given_features: null };
  }
  const baseline = known !== null && known.errors.length >= MIN_ROWS ? known.errors : stream.errors;
  const detectors = detectorReports(detectorStreams(task, stream.errors, baseline), { times: timesOf(stream, times), seed });
  const comparison = known === null ? null : compareErrors(known, { features: current.features, ...stream }, { threshold, seed });
  return { ...conceptVerdict(comparison, detectors), rows, error_rate, detectors, error_given_features: comparison };
}

function timesOf({ rows }: RowErrors, times: Float64Array | null): Float64Array | null {
  return times === null ? null : Float64Array.from(rows, (row) => times[row] ?? Number.NaN);
}
