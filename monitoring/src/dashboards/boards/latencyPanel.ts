import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { ofMonitor } from '../seriesOf.ts';
import { latencyRate } from './monitorRates.ts';

const threshold = (kind: string) => `min(${ofMonitor(metrics.latencyThreshold.name, `kind="${kind}"`)})`;

/** Percentiles of the latency of prediction requests, and the thresholds of their alerts. */
export const latencyPanel: Panel = {
  title: 'Latency of prediction requests',
  description:
    'Percentiles over HTTP. Dashed: the thresholds of HighPredictionLatency (P95) and LatencySLABreach; with several monitors, the lowest.',
  kind: 'timeseries',
  unit: 's',
  width: 12,
  minimum: 0,
  queries: [
    { legend: 'P50', expression: latencyRate(0.5), color: 'green' },
    { legend: 'P95', expression: latencyRate(0.95), color: 'blue' },
    { legend: 'P99', expression: latencyRate(0.99), color: 'purple' },
    { legend: 'threshold of P95', expression: threshold('p95'), color: 'orange', isLimit: true },
    { legend: 'service level', expression: threshold('sla'), color: 'red', isLimit: true },
  ],
};
