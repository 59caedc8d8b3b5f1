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
const predictionsAMinute = `60 * ${rateBy(perMonitor, ofMonitor(metrics.predictions.name))}`;
const latencyShare = `(${latencyRate(0.95, perMonitor)}) / ${of(metrics.latencyThreshold.name, 'kind="p95"')}`;
const errorShare = `${errorRateShare(perMonitor)} / ${of(metrics.errorRatioThreshold.name)}`;
const drifted = of(drift.alertDriftConfirmed.name, 'severity="warning"');
const loaded = `min by (${perMonitor}, version) (${ofMonitor(metrics.modelLoaded.name)})`;

const counts: readonly Panel[] = [
  {
    title: 'Monitors',
    description: 'Monitors in the chosen namespaces.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    queries: [{ legend: 'monitors', expression: monitors }],
  },
  {
    title: 'Versions not loaded',
    description: 'Versions of models that some pod could not load. From one on ModelNotLoaded fires: the monitor says why in its status.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    steps: stepsFrom(1),
    queries: [{ legend: 'not loaded', expression: `sum(1 - ${loaded})` }],
  },
  {
    title: 'Predictors down',
    description: 'Predictors that Prometheus cannot scrape. When all of a monitor are, PredictorDown fires.',
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
      'Monitors whose share of drifted features reached the threshold in as many of the newest runs as they ask for: DataDriftDetected fires for each.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    steps: stepsFrom(1, 'orange'),
    queries: [{ legend: 'drifted', expression: orZero(`sum(${drifted})`, monitors) }],
  },
  {
    title: 'Reports overdue',
    description: 'Monitors whose next drift report is overdue: DriftReportStale fires for each.',
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
    title: 'Predictions a minute',
    description: 'Rows predicted and answered, by all models together.',
    kind: 'stat',
    unit: 'cpm',
    width: 4,
    height: 4,
    queries: [{ legend: 'predictions', expression: `sum(${predictionsAMinute})` }],
  },
];

const table: Panel = {
  title: 'Monitors',
  description:
    'One row for each monitor. Shares of a threshold are red from 1 on: there the alert of that threshold fires, if it lasts. The name leads to the performance of the model.',
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
    { legend: 'Predictions', expression: predictionsAMinute, column: { unit: 'cpm' } },
    { legend: 'P95 latency', expression: latencyRate(0.95, perMonitor), column: { unit: 's' } },
    { legend: 'Latency / threshold', expression: latencyShare, column: { steps: stepsFrom(1) } },
    { legend: 'Errors', expression: errorRateShare(perMonitor), column: { unit: 'percentunit' } },
    { legend: 'Errors / threshold', expression: errorShare, column: { steps: stepsFrom(1) } },
    { legend: 'Features drifted', expression: of(drift.driftShare.name), column: { unit: 'percentunit' } },
    { legend: 'Drift score', expression: of(drift.driftScore.name), column: { steps: stepsFrom(1, 'orange') } },
    { legend: 'Report due in', expression: `${of(drift.reportDue.name)} - time()`, column: { unit: 's', steps: stepsUpTo(0) } },
  ],
};

/** A share of a threshold: its alert fires above the line. */
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
    description: 'Rows predicted and answered a minute. A line that falls to nothing: NoTraffic compares with the day before.',
    kind: 'timeseries',
    unit: 'cpm',
    width: 12,
    minimum: 0,
    queries: [{ legend, expression: predictionsAMinute }],
  },
  {
    ...overThreshold,
    title: 'Latency over its threshold',
    description: 'P95 of the latency of prediction requests over alerts.latency.p95Seconds: above 1, HighPredictionLatency fires.',
    queries: [{ legend, expression: latencyShare }],
  },
  {
    ...overThreshold,
    title: 'Errors over their threshold',
    description: 'Share of prediction requests refused or failed over alerts.errorRatio: above 1, HighPredictionErrorRate fires.',
    queries: [{ legend, expression: errorShare }],
  },
  {
    title: 'Drift score',
    description: 'Share of drifted features in the newest report over drift.share: from 1 on the data set has drifted.',
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
  description: 'Every monitor at a glance: what serves, what is slow, what fails and what has drifted.',
  variables: monitorVariables(true),
  targets: 'up{job=~"modelmonitor-.+"}',
  sections: [
    { title: 'Now', panels: [...counts, table] },
    { title: 'Over time', panels: graphs },
  ],
};
