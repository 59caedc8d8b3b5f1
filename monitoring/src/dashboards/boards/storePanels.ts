import { predictorMetrics as metrics } from '@modelmonitor/api';
import { secondsBehind, secondsToWrite } from '../../alerts/storeAlerts.ts';
import type { Panel } from '../panel.ts';
import { rate, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsFrom } from '../steps.ts';

const graph = { kind: 'timeseries', width: 8, minimum: 0 } as const;

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
];
