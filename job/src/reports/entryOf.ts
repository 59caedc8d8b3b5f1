import type { Report } from '@modelmonitor/api';
import type { ReportEntry } from './reportStore.ts';

/** The line of a report in a list. */
export function entryOf(report: Report): ReportEntry {
  const { run, timestamp, verdict, share_drifted_features: share, n_drifted_features: n_drifted, current } = report;
  return { run, timestamp, verdict, share, n_drifted, newest_row: current.to };
}
