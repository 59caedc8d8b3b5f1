import { driftMetrics as drift, predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../../promql/prediction.ts';
import type { Board, Panel } from '../panel.ts';
import { orZero, rateBy } from '../rate.ts';
import { ofMonitor, ofPredictor } from '../seriesOf.ts';
import { stepsAt, stepsFrom, stepsUpTo } from '../steps.ts';
import { errorRateShare, latencyRate } from './monitorRates.ts';
import { gaugesOfMonitors, monitorVariables } from './monitorVariables.ts';

const legend = '{{namespace}}/{{modelmonitor}}';
const of = (metric: string, matchers?: string) => `max by (${perMonitor}) (${ofMonitor(metric, matchers)})`;

const monitors = `count(${gaugesOfMonitors.map((gauge) => of(gauge)).join(' or ')})`;
const predictionsPerMinute = `60 * ${rateBy(perMonitor, ofMonitor(metrics.predictions.name))}`;
const latencyShare = `(${latencyRate(0.95, perMonitor)}) / ${of(metrics.latencyThreshold.name, 'kind="p95"')}`;
const errorShare = `${errorRateShare(perMonitor)} / ${of(metrics.errorRatioThreshold.name)}`;
const drifted = of(drift.alertDriftConfirmed.name, 'severity="warning"');
const loaded = `min by (${perMonitor}, version) (${ofMonitor(metrics.modelLoaded.name)})`;

const counts: readonly Panel[] = [
  {
    title: 'Monitors',
    description: 'Monitors in the selected namespaces.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    queries: [{ legend: 'monitors', expression: monitors }],
  },
  {
    title: 'Versions not loaded',
    description:
      'Model versions that at least one pod could not load. ModelNotLoaded fires for each; the status of the monitor gives the reason.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    steps: stepsFrom(1),
    queries: [{ legend: 'not loaded', expression: `sum(1 - ${loaded})` }],
  },
  {
    title: 'Predictors down',
    description: 'Predictors that Prometheus cannot scrape. PredictorDown fires when a monitor has no other.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    steps: stepsFrom(1),
    queries: [{ legend: 'down', expression: `sum(1 - ${ofPredictor('up')})` }],
  },
  {
    title: 'Monitors drifted',
    description:
      'Monitors with confirmed drift: the share of drifted features reached the threshold in as many of the newest runs as drift.confirmation requires. DataDriftDetected fires for each.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    steps: stepsFrom(1, 'orange'),
    queries: [{ legend: 'drifted', expression: orZero(`sum(${drifted})`, monitors) }],
  },
  {
    title: 'Reports overdue',
    description: 'Monitors whose next drift report is overdue. DriftReportStale fires for each.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    steps: stepsFrom(1, 'orange'),
    queries: [
      {
        legend: 'overdue',
        expression: orZero(`sum(time() - ${of(drift.reportDue.name)} > bool 0)`, monitors),
      },
    ],
  },
  {
    title: 'Predictions per minute',
    description: 'Rows predicted per minute by all models together.',
    kind: 'stat',
    unit: 'cpm',
    width: 4,
    height: 4,
    queries: [{ legend: 'predictions', expression: `sum(${predictionsPerMinute})` }],
  },
];

const table: Panel = {
  title: 'Monitors',
  description:
    'One row per monitor. Values relative to a threshold are red from 1 on: the alert with that threshold fires if they stay there. The name links to the performance of the model.',
  kind: 'table',
  unit: 'short',
  width: 24,
  height: 9,
  decimals: 2,
  labels: { Namespace: 'namespace', Monitor: 'modelmonitor' },
  sortedBy: 'Drift score',
  leadsTo: 'modelmonitor-model-performance',
  queries: [
    {
      legend: 'All versions loaded',
      expression: `min by (${perMonitor}) (${ofMonitor(metrics.modelLoaded.name)})`,
      column: { words: { 0: { text: 'no', color: 'red' }, 1: { text: 'yes', color: 'green' } } },
    },
    { legend: 'Predictions', expression: predictionsPerMinute, column: { unit: 'cpm' } },
    { legend: 'P95 latency', expression: latencyRate(0.95, perMonitor), column: { unit: 's' } },
    { legend: 'Latency / threshold', expression: latencyShare, column: { steps: stepsFrom(1) } },
    { legend: 'Errors', expression: errorRateShare(perMonitor), column: { unit: 'percentunit' } },
    { legend: 'Errors / threshold', expression: errorShare, column: { steps: stepsFrom(1) } },
    { legend: 'Features drifted', expression: of(drift.driftShare.name), column: { unit: 'percentunit' } },
    { legend: 'Drift score', expression: of(drift.driftScore.name), column: { steps: stepsFrom(1, 'orange') } },
    { legend: 'Report due in', expression: `${of(drift.reportDue.name)} - time()`, column: { unit: 's', steps: stepsUpTo(0) } },
  ],
};

/** A quantity divided by its threshold: the alert fires above the line. */
const overThreshold = {
  kind: 'timeseries',
  unit: 'percentunit',
  width: 12,
  minimum: 0,
  steps: stepsAt([1, 'red']),
  stepsAs: 'line',
} as const;

const graphs: readonly Panel[] = [
  {
    title: 'Predictions by monitor',
    description: 'Rows predicted per minute. If the line falls to 0, NoTraffic compares with the day before.',
    kind: 'timeseries',
    unit: 'cpm',
    width: 12,
    minimum: 0,
    queries: [{ legend, expression: predictionsPerMinute }],
  },
  {
    ...overThreshold,
    title: 'Latency / threshold',
    description: 'P95 latency of prediction requests divided by alerts.latency.p95Seconds. HighPredictionLatency fires above 1.',
    queries: [{ legend, expression: latencyShare }],
  },
  {
    ...overThreshold,
    title: 'Errors / threshold',
    description: 'Share of rejected or failed prediction requests divided by alerts.errorRatio. HighPredictionErrorRate fires above 1.',
    queries: [{ legend, expression: errorShare }],
  },
  {
    title: 'Drift score',
    description: 'Share of drifted features in the newest report divided by drift.share. The data set has drifted at 1 or more.',
    kind: 'timeseries',
    unit: 'short',
    width: 12,
    minimum: 0,
    steps: stepsAt([1, 'orange']),
    stepsAs: 'line',
    queries: [{ legend, expression: of(drift.driftScore.name) }],
  },
];

export const fleet: Board = {
  file: 'fleet',
  uid: 'modelmonitor-fleet',
  title: 'ModelMonitor / Fleet',
  description: 'Every monitor at a glance: availability, latency, errors and drift.',
  variables: monitorVariables(true),
  targets: 'up{job=~"modelmonitor-.+"}',
  sections: [
    { title: 'Now', panels: [...counts, table] },
    { title: 'Over time', panels: graphs },
  ],
};
