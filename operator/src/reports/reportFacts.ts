import type { Report } from '@modelmonitor/api';

/** The part of a report that the operator keeps in memory for the status. */
export interface ReportFacts {
  readonly run: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly verdict: Report['verdict'];
  readonly reason: string | undefined;
  /** Why verdict and level hold, in the report's words; undefined without a verdict. */
  readonly summary: string | undefined;
  readonly share: number | null;
  readonly level: Report['level'];
  readonly nFeatures: number;
  readonly drifted: readonly string[];
  /** Features of the model that are missing from the reference, or have no values in it. */
  readonly notInReference: readonly string[];
}

/** Most features that a status lists. */
const mostListed = 100;

export function reportFacts(report: Report): ReportFacts {
  const features = Object.entries(report.features);
  return {
    run: report.run,
    timestamp: report.timestamp,
    verdict: report.verdict,
    reason: report.reason,
    summary: report.summary,
    share: report.share_drifted_features,
    level: report.level,
    nFeatures: report.n_features,
    drifted: features.flatMap(([name, { drifted }]) => (drifted === true ? [name] : [])).slice(0, mostListed),
    notInReference: features
      .flatMap(([name, { verdict, reference }]) => (verdict === 'new' || (verdict === 'empty' && reference.rows === 0) ? [name] : []))
      .slice(0, mostListed),
  };
}
