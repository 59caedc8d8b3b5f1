import type { PerformanceHistory, PerformancePeriod } from '../report/performanceHistory.ts';
import { catalogue, type Metric } from './metric.ts';

/** Performance by the labels in the store. A predictor exports it. */
export const performanceGauges = catalogue({
  performance: {
    name: 'modelmonitor_performance',
    type: 'gauge',
    help: 'Figure of a version on the labelled predictions of its newest day with nearly as many labels as usual (UTC). Only with a store.',
    labels: ['metric', 'version'],
  },
  performanceBaseline: {
    name: 'modelmonitor_performance_baseline',
    type: 'gauge',
    help: 'What modelmonitor_performance is compared with: the figure of the reference data, or of the first days of the version.',
    labels: ['metric', 'version'],
  },
  performanceFell: {
    name: 'modelmonitor_performance_fell',
    type: 'gauge',
    help: 'Whether that figure is worse than its baseline by at least 5 % of it and by more than chance (1), or not (0).',
    labels: ['metric', 'version'],
  },
  labelledShare: {
    name: 'modelmonitor_labelled_share',
    type: 'gauge',
    help: 'Share of the predictions of the newest seven days with predictions that have a label.',
    labels: ['version'],
  },
  labelDelay: {
    name: 'modelmonitor_label_delay_seconds',
    type: 'gauge',
    help: 'Time from a prediction to its label, on the day of modelmonitor_performance: median (0.5) and 90 % quantile (0.9).',
    labels: ['version', 'quantile'],
  },
  labelsBiased: {
    name: 'modelmonitor_labels_biased',
    type: 'gauge',
    help: 'Whether the share of labelled predictions depends on the score by more than chance (1), so that figures may not hold for all predictions, or not (0).',
    labels: ['version'],
  },
});

/** Metrics that are exported, so that the number of series is bounded. */
const exported = new Set([
  ...[
    'accuracy',
    'balanced_accuracy',
    'precision',
    'recall',
    'f1',
    'roc_auc',
    'average_precision',
    'log_loss',
    'brier',
    'calibration_error',
  ],
  ...['mae', 'rmse', 'mape', 'r2', 'mean_error'],
]);

/** Versions that are exported at most, those with the newest predictions first. */
const mostVersions = 10;

interface PerformanceSample {
  readonly metric: Metric;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of a history by day. */
export function performanceSamples({ periods, versions }: PerformanceHistory): PerformanceSample[] {
  const byVersion = [...Map.groupBy(periods, ({ version }) => version)].toSorted(
    ([, one], [, other]) => Date.parse(other.at(-1)?.from ?? '') - Date.parse(one.at(-1)?.from ?? ''),
  );
  return byVersion.slice(0, mostVersions).flatMap(([version, days]) => {
    const recent = days.slice(-7);
    const predicted = recent.reduce((sum, day) => sum + day.predicted, 0);
    const labelled = recent.reduce((sum, day) => sum + day.labelled, 0);
    const facts = Object.hasOwn(versions, version) ? versions[version] : undefined;
    return [
      ...(predicted === 0 ? [] : [{ metric: performanceGauges.labelledShare, labels: { version }, value: labelled / predicted }]),
      ...(facts?.selection === undefined
        ? []
        : [{ metric: performanceGauges.labelsBiased, labels: { version }, value: facts.selection.warning === undefined ? 0 : 1 }]),
      ...matureSamples(
        version,
        days.findLast(({ mature }) => mature),
        facts?.baseline?.metrics ?? {},
      ),
    ];
  });
}

function matureSamples(version: string, day: PerformancePeriod | undefined, baseline: PerformancePeriod['metrics']): PerformanceSample[] {
  if (day === undefined) return [];
  const of = (metric: Metric, labels: Readonly<Record<string, string>>, value: number) => ({
    metric,
    labels: { ...labels, version },
    value,
  });
  const figures = (metric: Metric, values: PerformancePeriod['metrics']) =>
    Object.entries(values).flatMap(([name, { value }]) => (exported.has(name) ? [of(metric, { metric: name }, value)] : []));
  return [
    ...figures(performanceGauges.performance, day.metrics),
    ...figures(performanceGauges.performanceBaseline, baseline),
    ...Object.entries(day.verdicts ?? {}).map(([name, verdict]) =>
      of(performanceGauges.performanceFell, { metric: name }, verdict === 'worse' ? 1 : 0),
    ),
    ...(day.delaySeconds === null
      ? []
      : [
          of(performanceGauges.labelDelay, { quantile: '0.5' }, day.delaySeconds.median),
          of(performanceGauges.labelDelay, { quantile: '0.9' }, day.delaySeconds.p90),
        ]),
  ];
}
