import { mostSegments } from '../schema/mostSegments.ts';
import { clippedText } from '../text/clippedText.ts';
import type { ColumnReport } from './columnReport.ts';
import type { Report } from './report.ts';
import type { ReportSummary } from './reportSummary.ts';
import { longestSummaryText, mostSummaryFeatures, mostSummaryWarnings } from './summaryBounds.ts';

/** The members of a report that its summary is made of. */
export type SummarizedReport = Pick<
  Report,
  | 'schemaVersion'
  | 'run'
  | 'timestamp'
  | 'monitor'
  | 'verdict'
  | 'reason'
  | 'summary'
  | 'level'
  | 'share_drifted_features'
  | 'drift_share_threshold'
  | 'dataset_drift'
  | 'n_features'
  | 'n_drifted_features'
  | 'features'
  | 'segments'
  | 'prediction'
  | 'reference'
  | 'current'
  | 'warnings'
>;

/** The summary of a report: at most some 120 KiB, however many features the report has. */
export function summarizeReport(report: SummarizedReport): ReportSummary {
  const features = Object.entries(report.features);
  const { reason, summary, current, prediction, warnings } = report;
  return {
    schemaVersion: report.schemaVersion,
    run: report.run,
    timestamp: report.timestamp,
    monitor: report.monitor,
    verdict: report.verdict,
    ...(reason === undefined ? {} : { reason: shortText(reason) }),
    ...(summary === undefined ? {} : { summary: shortText(summary) }),
    level: report.level,
    share: report.share_drifted_features,
    threshold: report.drift_share_threshold,
    drifted: report.dataset_drift,
    n_features: report.n_features,
    n_drifted_features: report.n_drifted_features,
    features: features.slice(0, mostSummaryFeatures).map(([name, column]) => featureSummary(name, column)),
    drifted_features: namesWhere(features, ({ drifted }) => drifted === true),
    not_in_reference: namesWhere(features, ({ verdict, reference }) => verdict === 'new' || (verdict === 'empty' && reference.rows === 0)),
    segments: (report.segments ?? []).slice(0, mostSegments).map((segment) => ({
      name: shortText(segment.name),
      ...(segment.feature === undefined ? {} : { feature: segment.feature }),
      share: segment.share_drifted_features,
      drifted: segment.dataset_drift,
    })),
    prediction: prediction === null ? null : { method: prediction.method, score: prediction.score },
    rows: { reference: report.reference.rows, current: current.rows },
    newest_row: current.to,
    pods: current.pods ?? null,
    warnings: { total: warnings.length, texts: warnings.slice(0, mostSummaryWarnings).map(shortText) },
  };
}

function featureSummary(name: string, { method, score, threshold, drifted, missing }: ColumnReport): ReportSummary['features'][number] {
  return { name, method, score, threshold, drifted, missing: { reference: missing.reference.share, current: missing.current.share } };
}

function namesWhere(features: readonly [string, ColumnReport][], holds: (column: ColumnReport) => boolean): string[] {
  const found: string[] = [];
  for (const [name, column] of features) {
    if (found.length === mostSummaryFeatures) break;
    if (holds(column)) found.push(name);
  }
  return found;
}

/** What is no text is left as it is: the reader of the summary refuses it. */
function shortText(text: string): string {
  return typeof text === 'string' ? clippedText(text, longestSummaryText) : text;
}
