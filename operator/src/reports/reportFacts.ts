import type { ReportSummary } from '@modelmonitor/api';

/** The part of a report that the operator keeps in memory for the status. */
export interface ReportFacts {
  readonly run: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly verdict: ReportSummary['verdict'];
  readonly reason: string | undefined;
  /** Why verdict and level hold, in the report's words; undefined without a verdict. */
  readonly summary: string | undefined;
  readonly share: number | null;
  readonly level: ReportSummary['level'];
  readonly nFeatures: number;
  readonly drifted: readonly string[];
  /** Features of the model that are missing from the reference, or have no values in it. */
  readonly notInReference: readonly string[];
  readonly pods: ReportSummary['pods'];
  readonly warnings: ReportSummary['warnings'];
  /** Time of the newest current row in ISO 8601; null without times. */
  readonly newestRow: string | null;
}

export function reportFacts(summary: ReportSummary): ReportFacts {
  const { run, timestamp, verdict, reason, share, level, pods, warnings } = summary;
  return {
    run,
    timestamp,
    verdict,
    reason,
    summary: summary.summary,
    share,
    level,
    nFeatures: summary.n_features,
    drifted: summary.drifted_features,
    notInReference: summary.not_in_reference,
    pods,
    warnings,
    newestRow: summary.newest_row,
  };
}
