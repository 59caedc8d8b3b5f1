import type { ColumnReport, Report } from '@modelmonitor/api';

/** A report without the histograms and quantiles of its columns: what most of its bytes are, and what no verdict depends on. */
export function withoutDistributions(report: Report): Report {
  const { features, prediction, target } = report;
  return {
    ...report,
    features: Object.fromEntries(Object.entries(features).map(([name, column]) => [name, slim(column)])),
    prediction: prediction && slim(prediction),
    target: target && slim(target),
  };
}

function slim(column: ColumnReport): ColumnReport {
  return { ...column, reference: slimSummary(column.reference), current: slimSummary(column.current) };
}

function slimSummary(summary: ColumnReport['reference']): ColumnReport['reference'] {
  if ('quantiles' in summary) return { ...summary, quantiles: [], histogram: { edges: [], counts: [] } };
  return { ...summary, histogram: { values: [], counts: [], other: summary.rows } };
}
