import { type Report, reportSchemaVersion } from '@modelmonitor/api/plain';
import type { ReportEntry } from './reportStore.ts';

/**
 * A stored report, or what is wrong with it.
 *
 * @param text the stored JSON; undefined when there is no file
 * @param run the name it is stored under
 * @returns the report, or the reason why it is none
 */
export function parsedReport(text: string | undefined, run: string): Report | string {
  if (text === undefined) return 'it is no file';
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (typeof report !== 'object' || report === null || !('schemaVersion' in report)) return 'it is not a drift report';
  if (report.schemaVersion !== reportSchemaVersion) {
    return `its schemaVersion has to be ${reportSchemaVersion}, got ${JSON.stringify(report.schemaVersion)}`;
  }
  if (!('run' in report) || report.run !== run) return 'its run has to be its file name';
  return isEntry(report) ? (report as unknown as Report) : 'it lacks its outcome';
}

/** The line of a report in a list. */
export function entryOf(report: Report): ReportEntry {
  const { run, timestamp, verdict, share_drifted_features: share, n_drifted_features: n_drifted } = report;
  return { run, timestamp, verdict, share, n_drifted };
}

function isEntry(report: object): boolean {
  const { timestamp, verdict, share_drifted_features: share, n_drifted_features: drifted, features } = report as Record<string, unknown>;
  const outcome = typeof timestamp === 'string' && (verdict === 'stable' || verdict === 'drifted' || verdict === 'unknown');
  return (
    outcome &&
    (share === null || typeof share === 'number') &&
    typeof drifted === 'number' &&
    typeof features === 'object' &&
    features !== null
  );
}
