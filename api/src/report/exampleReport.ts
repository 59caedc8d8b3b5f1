import type { ColumnReport } from './columnReport.ts';
import type { Report } from './report.ts';

/** A report as the drift check writes it, for tests. */
export function exampleReport(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    run: '20260102t030405678z',
    timestamp: '2026-01-02T03:04:05.678Z',
    monitor: { namespace: 'models', name: 'wine' },
    model: { versions: { v1: 80, v2: 20 } },
    reference: { rows: 178, hash: 'e3b0c442' },
    current: { rows: 100, from: '2026-01-02T02:04:05.000Z', to: '2026-01-02T03:04:05.000Z' },
    n_features: 2,
    n_drifted_features: 1,
    share_drifted_features: 0.5,
    drift_share_threshold: 0.25,
    correction: 'none',
    dataset_drift: true,
    level: 'recollect',
    verdict: 'drifted',
    features: { alcohol: exampleColumn({ score: 0.001, drifted: true, verdict: 'drifted' }), ash: exampleColumn() },
    prediction: exampleColumn({ method: 'psi', score: 0.02, threshold: 0.1 }),
    target: null,
    quality: null,
    performance: null,
    concept_drift: null,
    contributions: null,
    warnings: [],
    ...changes,
  };
}

/** One column of such a report. */
export function exampleColumn(changes: Partial<ColumnReport> = {}): ColumnReport {
  const missing = { count: 1, share: 0.01, infinite: 0 };
  const histogram = { edges: [0, 1, 2], counts: [3, 4] };
  const figures = { minimum: 0, p05: 0.1, p25: 0.5, median: 1, p75: 1.5, p95: 1.9, maximum: 2 };
  const summary = { rows: 7, mean: 1, standard_deviation: 0.5, ...figures, quantiles: [0, 1, 2], histogram };
  return {
    type: 'numeric',
    method: 'ks',
    score: 0.5,
    threshold: 0.05,
    p_value: 0.5,
    statistic: 0.1,
    drifted: false,
    verdict: 'stable',
    missing: { reference: { ...missing, share: 0 }, current: missing },
    reference: summary,
    current: summary,
    ...changes,
  };
}
