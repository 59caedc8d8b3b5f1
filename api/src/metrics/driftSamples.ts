import type { ReportSummary } from '../report/reportSummary.ts';
import { driftMetrics } from './driftMetrics.ts';
import type { Metric } from './metric.ts';

/** One sample of a drift metric. */
export interface DriftSample {
  readonly metric: Metric;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * What a monitor's newest stored report says as metrics. A value that is unknown gives no sample: absence is not zero.
 *
 * @param confirmed the verdict that reaches alerts, see `confirmVerdict`
 */
export function driftSamples(summary: ReportSummary, confirmed: ReportSummary['verdict']): DriftSample[] {
  if (summary.monitor === null) return [];
  const { namespace, name } = summary.monitor;
  const sample = (metric: Metric, value: number | null, more: Readonly<Record<string, string>> = {}): DriftSample[] =>
    value === null ? [] : [{ metric, labels: { namespace, modelmonitor: name, ...more }, value }];
  const { share, threshold, prediction, rows, pods, warnings } = summary;
  return [
    ...sample(driftMetrics.driftShare, share),
    ...sample(driftMetrics.driftShareThreshold, threshold),
    ...sample(driftMetrics.driftScore, share === null ? null : share / threshold),
    ...sample(driftMetrics.driftDetected, flag(summary.drifted)),
    ...sample(driftMetrics.driftConfirmed, confirmed === 'unknown' ? null : Number(confirmed === 'drifted')),
    ...summary.features.flatMap((feature) => featureSamples(sample, feature)),
    ...summary.segments.flatMap((segment) => [
      ...sample(driftMetrics.segmentDriftShare, segment.share, { segment: segment.name }),
      ...sample(driftMetrics.segmentDrifted, flag(segment.drifted), { segment: segment.name }),
    ]),
    ...(prediction === null ? [] : sample(driftMetrics.predictionDriftScore, prediction.score, { method: prediction.method ?? 'none' })),
    ...sample(driftMetrics.reportRows, rows.reference, { side: 'reference' }),
    ...sample(driftMetrics.reportRows, rows.current, { side: 'current' }),
    ...sample(driftMetrics.reportWarnings, warnings.total),
    ...(pods === null ? [] : sample(driftMetrics.reportPods, pods.answered, { state: 'answered' })),
    ...(pods === null ? [] : sample(driftMetrics.reportPods, Math.max(0, pods.total - pods.answered), { state: 'silent' })),
    ...sample(driftMetrics.reportLastSuccess, Date.parse(summary.timestamp) / 1000),
  ];
}

type MakeSample = (metric: Metric, value: number | null, more?: Readonly<Record<string, string>>) => DriftSample[];

function featureSamples(sample: MakeSample, { name: feature, ...figures }: ReportSummary['features'][number]): DriftSample[] {
  const { method, score, threshold, drifted, missing } = figures;
  const scored = { feature, method: method ?? 'none' };
  return [
    ...sample(driftMetrics.featureDriftScore, score, scored),
    ...sample(driftMetrics.featureDriftThreshold, score === null ? null : threshold, scored),
    ...sample(driftMetrics.featureDrifted, flag(drifted), { feature }),
    ...sample(driftMetrics.featureMissing, missing.reference, { feature, side: 'reference' }),
    ...sample(driftMetrics.featureMissing, missing.current, { feature, side: 'current' }),
  ];
}

function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}
