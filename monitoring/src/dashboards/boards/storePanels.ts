import { predictorMetrics as metrics } from '@modelmonitor/api';
import { secondsBehind, secondsToWrite } from '../../alerts/storeAlerts.ts';
import type { Panel } from '../panel.ts';
import { quantileRate, rate, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsFrom } from '../steps.ts';

const graph = { kind: 'timeseries', width: 8, minimum: 0 } as const;
const quarter = { ...graph, width: 6 } as const;
const stores = 'dependency=~"postgres|sqlite"';

/** The durable log of predictions and labels. */
export const storePanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Rows stored',
    description:
      'Captured rows per minute that were written to the store, and those that never will be. Lost rows raise PredictionsNotStored. With the store buffer, written means kept in memory.',
    unit: 'cpm',
    queries: [
      { legend: 'written', expression: `60 * sum(${rate(ofMonitor(metrics.storeWritten.name))})`, color: 'green' },
      { legend: 'dropped: {{reason}}', expression: `60 * ${rateBy('reason', ofMonitor(metrics.storeDropped.name))}`, color: 'red' },
      { legend: 'failed: {{reason}}', expression: `60 * ${rateBy('reason', ofMonitor(metrics.storeFailed.name))}`, color: 'orange' },
    ],
  },
  {
    ...graph,
    title: 'Rows that wait',
    description: 'Rows that each pod has yet to write, in memory or on its volume. Usually few: a row is written within a second.',
    unit: 'short',
    queries: [{ legend: '{{instance}}', expression: `sum by (instance) (${ofMonitor(metrics.storeQueued.name)})` }],
  },
  {
    ...graph,
    title: 'Time to write the rows that wait',
    description: `Rows that wait, divided by the rows written per second. PredictionLogBehind fires above ${secondsBehind} s. Infinite while nothing is written.`,
    unit: 's',
    steps: stepsFrom(secondsBehind),
    stepsAs: 'line',
    queries: [{ legend: 'time', expression: secondsToWrite('modelmonitor', ofMonitor, rate) }],
  },
  {
    ...quarter,
    title: 'Store reached',
    description: 'Whether the last query of each pod reached the store: 1 or 0. DatabaseDisconnected fires after two minutes at 0.',
    unit: 'short',
    maximum: 1,
    queries: [
      {
        legend: '{{dependency}} {{instance}}',
        expression: `min by (dependency, instance) (${ofMonitor(metrics.dependencyUp.name, stores)})`,
      },
    ],
  },
  {
    ...quarter,
    title: 'Queries of the store',
    description:
      'Queries per second by kind and outcome. refused: the store did not take a value of a row; failed: it was not reached, or reported an error.',
    unit: 'ops',
    queries: [{ legend: '{{query}}: {{outcome}}', expression: rateBy('query, outcome', ofMonitor(metrics.dataQueries.name)) }],
  },
  {
    ...quarter,
    title: 'Query time of the store, P95',
    description: '95 % of the queries complete within this time, writing a batch among them.',
    unit: 's',
    queries: [
      {
        legend: '{{dependency}}',
        expression: quantileRate(0.95, ofMonitor(`${metrics.dependencyQueryDuration.name}_bucket`, stores), 'dependency'),
      },
    ],
  },
  {
    ...quarter,
    title: 'Size of the store',
    description:
      'Space that rows, labels and the ledger take in the file or the database. capture.retention and capture.maxBytes bound it.',
    unit: 'bytes',
    queries: [{ legend: 'size', expression: `max by (modelmonitor) (${ofMonitor(metrics.storeBytes.name)})` }],
  },
];
