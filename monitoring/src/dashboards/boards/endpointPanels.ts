import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { quantileRate, rateBy, rateShare } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';

const by = 'route';
const requests = ofMonitor(`${metrics.httpRequestDuration.name}_count`);
const refused = ofMonitor(`${metrics.httpRequestDuration.name}_count`, 'status_code=~"[45].."');
const latency = (share: number) => quantileRate(share, ofMonitor(`${metrics.httpRequestDuration.name}_bucket`), by);

/** Traffic of each endpoint. */
export const endpointPanels: readonly Panel[] = [
  {
    title: 'Requests by endpoint',
    description: 'All endpoints, including probes and scrapes.',
    kind: 'timeseries',
    unit: 'reqps',
    width: 12,
    minimum: 0,
    queries: [{ legend: '{{route}}', expression: rateBy(by, requests) }],
  },
  {
    title: 'P95 latency by endpoint',
    description: '95 % of the requests to an endpoint complete within this time.',
    kind: 'timeseries',
    unit: 's',
    width: 12,
    minimum: 0,
    queries: [{ legend: '{{route}}', expression: latency(0.95) }],
  },
  {
    title: 'Endpoints',
    description: 'Rate, errors (4xx and 5xx) and latency of each endpoint.',
    kind: 'table',
    unit: 's',
    width: 24,
    labels: { Endpoint: 'route' },
    sortedBy: 'Requests',
    queries: [
      { legend: 'Requests', expression: rateBy(by, requests), column: { unit: 'reqps' } },
      { legend: 'Errors', expression: rateShare(refused, requests, by), column: { unit: 'percentunit' } },
      { legend: 'P50', expression: latency(0.5) },
      { legend: 'P95', expression: latency(0.95) },
      { legend: 'P99', expression: latency(0.99) },
    ],
  },
];
