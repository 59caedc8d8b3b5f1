import { predictorMetrics as metrics } from '@modelmonitor/api';
import { predictionMatchers } from '../../promql/prediction.ts';
import type { Board, Panel, Query } from '../panel.ts';
import { orZero, rate, rateBy, rateShare } from '../rate.ts';
import { ofMonitor, ofPredictor } from '../seriesOf.ts';
import { stepsUpTo } from '../steps.ts';
import { endpointPanels } from './endpointPanels.ts';
import { errorPanels } from './errorPanels.ts';
import { latencyPanel } from './latencyPanel.ts';
import { latencyRate, requestsOfMonitor } from './monitorRates.ts';
import { monitorVariables } from './monitorVariables.ts';

const requests = `${metrics.httpRequestDuration.name}_count`;
const failedRequests = ofMonitor(requests, `${predictionMatchers}, status_code=~"5.."`);
const stat = { kind: 'stat', width: 3, height: 4 } as const;

const numbers: readonly Panel[] = [
  {
    ...stat,
    title: 'Request rate',
    description: 'Prediction requests per second. A request may contain many rows.',
    unit: 'reqps',
    queries: [{ legend: 'requests', expression: `sum(${rate(requestsOfMonitor)})` }],
  },
  {
    ...stat,
    title: 'Failed requests',
    description: 'Share of the prediction requests with a status of 500 or more. They use up the error budget: see the burn rates below.',
    unit: 'percentunit',
    decimals: 2,
    queries: [{ legend: 'failed', expression: rateShare(failedRequests, requestsOfMonitor) }],
  },
  ...([0.5, 0.95, 0.99] as const).map(
    (share): Panel => ({
      ...stat,
      title: `P${share * 100} latency`,
      description: `${share * 100} % of the prediction requests complete within this time.`,
      unit: 's',
      queries: [{ legend: `P${share * 100}`, expression: latencyRate(share) }],
    }),
  ),
  {
    ...stat,
    title: 'Predictors up',
    description: 'Predictors that Prometheus can scrape. PredictorDown fires when a monitor has none.',
    unit: 'short',
    steps: stepsUpTo(1),
    queries: [{ legend: 'up', expression: `sum(${ofPredictor('up')})` }],
  },
  {
    ...stat,
    title: 'Uptime',
    description: 'Time since the newest predictor started. It stays low when a predictor keeps restarting.',
    unit: 's',
    queries: [{ legend: 'uptime', expression: `time() - max(${ofPredictor('process_start_time_seconds')})` }],
  },
  {
    ...stat,
    title: 'Availability',
    description: 'Share of successful scrapes of the predictors in the displayed time range.',
    unit: 'percentunit',
    decimals: 2,
    queries: [{ legend: 'availability', expression: `avg(avg_over_time(${ofPredictor('up')}[$__range]))` }],
  },
];

const statusClasses: readonly Query[] = (
  [
    ['2', 'green'],
    ['4', 'orange'],
    ['5', 'red'],
  ] as const
).map(([digit, color]) => ({
  legend: `${digit}xx`,
  color,
  expression: orZero(`sum(${rate(ofMonitor(requests, `status_code=~"${digit}.."`))})`, `sum(${rate(ofMonitor(requests))})`),
}));

const traffic: readonly Panel[] = [
  {
    title: 'Requests by status',
    description: 'Responses of all endpoints: 2xx succeeded, 4xx were rejected because of the request, 5xx failed in the predictor.',
    kind: 'timeseries',
    unit: 'reqps',
    width: 12,
    minimum: 0,
    stacked: 'normal',
    queries: statusClasses,
  },
  {
    title: 'Requests by predictor',
    description: 'Requests per second of each pod: shows whether the load is balanced.',
    kind: 'timeseries',
    unit: 'reqps',
    width: 12,
    minimum: 0,
    queries: [
      { legend: '{{namespace}}/{{modelmonitor}} {{instance}}', expression: rateBy('namespace, modelmonitor, instance', requestsOfMonitor) },
    ],
  },
  latencyPanel,
  {
    title: 'Event loop of the predictors, P99',
    description: 'How long requests wait because the predictor is busy. If it grows with the load, add pods.',
    kind: 'timeseries',
    unit: 's',
    width: 12,
    minimum: 0,
    queries: [
      {
        legend: '{{namespace}} {{instance}}',
        expression: `max by (namespace, instance) (${ofPredictor('nodejs_eventloop_lag_p99_seconds')})`,
      },
    ],
  },
];

export const apiPerformance: Board = {
  file: 'api-performance',
  uid: 'modelmonitor-api-performance',
  title: 'ModelMonitor / API performance',
  description: 'Rate, errors and duration of the requests to the predictors, by endpoint and status.',
  variables: monitorVariables(true),
  targets: 'up{job="modelmonitor-predictor"}',
  sections: [
    { title: 'Now', panels: numbers },
    { title: 'Traffic and latency', panels: traffic },
    { title: 'Errors', panels: errorPanels },
    { title: 'Endpoints', panels: endpointPanels },
  ],
};
