import type { ColumnReport } from '../report/columnReport.ts';
import type { Report } from '../report/report.ts';
import { mostSegments } from '../schema/mostSegments.ts';
import { driftMetrics } from './driftMetrics.ts';
import type { Metric } from './metric.ts';

/** One sample of a drift metric. */
export interface DriftSample {
  readonly metric: Metric;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Features whose scores are exported; a report may hold more. */
const mostFeatures = 100;

/**
 * What a monitor's newest stored report says as metrics. A value that is unknown gives no sample: absence is not zero.
 *
 * @param confirmed the verdict that reaches alerts, see `confirmVerdict`
 */
export function driftSamples(report: Report, confirmed: Report['verdict']): DriftSample[] {
  if (report.monitor === null) return [];
  const { namespace, name } = report.monitor;
  const sample = (metric: Metric, value: number | null, more: Readonly<Record<string, string>> = {}): DriftSample[] =>
    value === null ? [] : [{ metric, labels: { namespace, modelmonitor: name, ...more }, value }];
  const share = report.share_drifted_features;
  return [
    ...sample(driftMetrics.driftShare, share),
    ...sample(driftMetrics.driftShareThreshold, report.drift_share_threshold),
    ...sample(driftMetrics.driftScore, share === null ? null : share / report.drift_share_threshold),
    ...sample(driftMetrics.driftDetected, flag(report.dataset_drift)),
    ...sample(driftMetrics.driftConfirmed, confirmed === 'unknown' ? null : Number(confirmed === 'drifted')),
    ...Object.entries(report.features)
      .slice(0, mostFeatures)
      .flatMap(([feature, column]) => featureSamples(sample, feature, column)),
    ...(report.segments ?? [])
      .slice(0, mostSegments)
      .flatMap(({ name: segment, share_drifted_features, dataset_drift }) => [
        ...sample(driftMetrics.segmentDriftShare, share_drifted_features, { segment }),
        ...sample(driftMetrics.segmentDrifted, flag(dataset_drift), { segment }),
      ]),
    ...(report.prediction === null
      ? []
      : sample(driftMetrics.predictionDriftScore, report.prediction.score, { method: report.prediction.method ?? 'none' })),
    ...sample(driftMetrics.reportRows, report.reference.rows, { side: 'reference' }),
    ...sample(driftMetrics.reportRows, report.current.rows, { side: 'current' }),
    ...sample(driftMetrics.reportLastSuccess, Date.parse(report.timestamp) / 1000),
  ];
}

type MakeSample = (metric: Metric, value: number | null, more?: Readonly<Record<string, string>>) => DriftSample[];

function featureSamples(sample: MakeSample, feature: string, { method, score, threshold, drifted, missing }: ColumnReport): DriftSample[] {
  const scored = { feature, method: method ?? 'none' };
  return [
    ...sample(driftMetrics.featureDriftScore, score, scored),
    ...sample(driftMetrics.featureDriftThreshold, score === null ? null : threshold, scored),
    ...sample(driftMetrics.featureDrifted, flag(drifted), { feature }),
    ...sample(driftMetrics.featureMissing, missing.reference.share, { feature, side: 'reference' }),
    ...sample(driftMetrics.featureMissing, missing.current.share, { feature, side: 'current' }),
  ];
}

function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}
