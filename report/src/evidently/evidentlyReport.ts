import { createHash } from 'node:crypto';
import type { ColumnReport, Report } from '@modelmonitor/api';
import { methodFacts } from '@modelmonitor/api/plain';

/** One metric as Evidently's new API writes it. */
interface Metric {
  /** Stable for the same metric, and not the number that Evidently itself would give. */
  readonly id: string;
  readonly metric_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly value: number | null | { readonly count: number; readonly share: number | null };
}

/** The JSON of Evidently's `DataDriftPreset`. */
export interface EvidentlyReport {
  readonly metrics: readonly Metric[];
  readonly tests: readonly never[];
}

/**
 * A drift report in the JSON shape of Evidently 0.7.21's `DataDriftPreset`, for consumers that read that: the count and share of drifted
 * columns, then the score of each column. A column that drifted because it lost its values has no score, but the count of its missing values.
 * Any other without a score is left out, as Evidently has no word for it.
 */
export function evidentlyReport(report: Report): EvidentlyReport {
  const columns = Object.entries(report.features).flatMap(([name, column]) => valueDrift(name, column) ?? []);
  return { metrics: [driftedColumns(report), ...columns], tests: [] };
}

function driftedColumns({ drift_share_threshold: share, n_drifted_features: count, share_drifted_features }: Report): Metric {
  const name = `DriftedColumnsCount(drift_share=${share})`;
  return metric(name, { type: 'evidently:metric_v2:DriftedColumnsCount', drift_share: share }, { count, share: share_drifted_features });
}

function valueDrift(column: string, { method, threshold, score, drifted, missing: { current } }: ColumnReport): Metric | undefined {
  if (score === null && drifted === true) {
    const config = { type: 'evidently:metric_v2:MissingValueCount', column };
    return metric(`MissingValueCount(column=${column})`, config, { count: current.count, share: current.share });
  }
  if (method === null || threshold === null || score === null) return undefined;
  const displayed = methodFacts[method].evidently;
  const name = `ValueDrift(column=${column},method=${displayed},threshold=${threshold})`;
  return metric(name, { type: 'evidently:metric_v2:ValueDrift', column, method: displayed, threshold }, score);
}

function metric(name: string, config: Metric['config'], value: Metric['value']): Metric {
  return { id: createHash('md5').update(name).digest('hex'), metric_name: name, config, value };
}
