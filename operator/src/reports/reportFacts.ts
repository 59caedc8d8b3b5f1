import type { Report } from '@modelmonitor/api';

/** What the operator keeps of a report in memory: what its status and metrics say, not the report. */
export interface ReportFacts {
  readonly run: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly verdict: Report['verdict'];
  readonly reason: string | undefined;
  readonly share: number | null;
  readonly level: Report['level'];
  readonly nFeatures: number;
  readonly drifted: readonly string[];
  /** Features of the model that the reference does not have, or has no values for. */
  readonly notInReference: readonly string[];
}

/** Features a status lists at most. */
const mostListed = 100;

export function reportFacts(report: Report): ReportFacts {
  const features = Object.entries(report.features);
  return {
    run: report.run,
    timestamp: report.timestamp,
    verdict: report.verdict,
    reason: report.reason,
    share: report.share_drifted_features,
    level: report.level,
    nFeatures: report.n_features,
    drifted: features.flatMap(([name, { drifted }]) => (drifted === true ? [name] : [])).slice(0, mostListed),
    notInReference: features
      .flatMap(([name, { verdict, reference }]) => (verdict === 'new' || (verdict === 'empty' && reference.rows === 0) ? [name] : []))
      .slice(0, mostListed),
  };
}
