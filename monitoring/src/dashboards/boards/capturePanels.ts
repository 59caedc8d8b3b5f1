import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { orZero, rate, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';

const captured = `sum(${rate(ofMonitor(metrics.captured.name))})`;

/** Rows available to drift checks. */
export const capturePanels: readonly Panel[] = [
  {
    title: 'Captured rows',
    description: 'Prediction rows per minute that were kept for drift checks, and those that were not. Dropped rows raise CaptureDropping.',
    kind: 'timeseries',
    unit: 'cpm',
    width: 12,
    minimum: 0,
    queries: [
      { legend: 'captured', expression: `60 * ${captured}`, color: 'green' },
      { legend: 'skipped by capture.sample', expression: `60 * sum(${rate(ofMonitor(metrics.sampledOut.name))})`, color: 'blue' },
      {
        legend: 'dropped',
        expression: `60 * (${orZero(`sum(${rate(ofMonitor(metrics.captureDropped.name))})`, captured)})`,
        color: 'red',
      },
      {
        legend: 'evicted: {{reason}}',
        expression: `60 * ${rateBy('reason', ofMonitor(metrics.captureEvicted.name))}`,
      },
    ],
  },
  {
    title: 'Rows in the buffer',
    description: 'Rows in the buffer of each pod: the data of the next check.',
    kind: 'timeseries',
    unit: 'short',
    width: 12,
    minimum: 0,
    queries: [{ legend: '{{instance}}', expression: `sum by (instance) (${ofMonitor(metrics.captureRows.name)})` }],
  },
];
