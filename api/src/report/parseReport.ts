import type { Report } from './report.ts';
import { reportSchemaVersion } from './reportSchemaVersion.ts';
import { runPattern } from './runName.ts';

/**
 * A stored report, or what is wrong with it. Its writer validated it; this recognises a truncated report, one of another version, and any
 * other document, and checks no more than the outcome.
 *
 * @param text the stored JSON; undefined when there is none
 * @param run the name it is stored under; any when absent
 * @returns the report, or the reason why it is none
 */
export function parseReport(text: string | undefined, run?: string): Report | string {
  if (text === undefined) return 'there is none';
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (typeof report !== 'object' || report === null || !('schemaVersion' in report)) return 'it is not a drift report';
  if (report.schemaVersion !== reportSchemaVersion) {
    return `its schemaVersion has to be ${reportSchemaVersion}, got ${JSON.stringify(report.schemaVersion)?.slice(0, 60)}`;
  }
  if (!('run' in report) || typeof report.run !== 'string' || !runPattern.test(report.run)) return 'it lacks the name of its run';
  if (run !== undefined && report.run !== run) return 'its run has to be the name it is stored under';
  return hasOutcome(report) ? (report as unknown as Report) : 'it lacks its outcome';
}

function hasOutcome(report: object): boolean {
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
