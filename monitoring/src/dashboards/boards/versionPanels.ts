import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { quantileRate, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';

const by = 'version';

/** Versions, their state and their traffic. */
export const versionPanels: readonly Panel[] = [
  {
    title: 'Predictions by version',
    description: 'Rows predicted per minute.',
    kind: 'timeseries',
    unit: 'cpm',
    width: 12,
    minimum: 0,
    stacked: 'normal',
    queries: [{ legend: '{{version}}', expression: `60 * ${rateBy(by, ofMonitor(metrics.predictions.name))}` }],
  },
  {
    title: 'Versions',
    description:
      'Versions of the model: whether every pod has loaded them (otherwise ModelNotLoaded fires), whether a pod answers with an earlier model (ModelServingPrevious fires), and their share of the traffic.',
    kind: 'table',
    unit: 'short',
    width: 12,
    labels: { Version: 'version', Role: 'role', Format: 'format' },
    queries: [
      {
        legend: 'Loaded',
        expression: `min by (${by}) (${ofMonitor(metrics.modelLoaded.name)})`,
        column: { words: { 0: { text: 'no', color: 'red' }, 1: { text: 'yes', color: 'green' } } },
      },
      {
        legend: 'Earlier model',
        expression: `max by (${by}) (${ofMonitor(metrics.modelPrevious.name)})`,
        column: { words: { 0: { text: 'no', color: 'green' }, 1: { text: 'yes', color: 'orange' } } },
      },
      { legend: 'Share', expression: `max by (${by}) (${ofMonitor(metrics.trafficWeight.name)})`, column: { unit: 'percentunit' } },
      { legend: 'Pods', expression: `count by (${by}, role, format) (${ofMonitor(metrics.modelInfo.name)})` },
    ],
  },
  {
    title: 'Servers of model sources',
    description: 'Whether the last request of every pod to a server that models come from succeeded (otherwise ModelSourceDown fires).',
    kind: 'table',
    unit: 'short',
    width: 12,
    labels: { Server: 'dependency' },
    queries: [
      {
        legend: 'Reached',
        expression: `min by (dependency) (${ofMonitor(metrics.dependencyUp.name)})`,
        column: { words: { 0: { text: 'no', color: 'red' }, 1: { text: 'yes', color: 'green' } } },
      },
      { legend: 'Pods', expression: `count by (dependency) (${ofMonitor(metrics.dependencyUp.name)})` },
    ],
  },
  {
    title: 'Requests to these servers',
    description: 'Nine of ten requests take at most this time.',
    kind: 'timeseries',
    unit: 's',
    width: 12,
    minimum: 0,
    queries: [
      {
        legend: '{{dependency}}',
        expression: quantileRate(0.9, ofMonitor(`${metrics.dependencyQueryDuration.name}_bucket`), 'dependency'),
      },
    ],
  },
];
