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
    description: 'Prediction requests a second; a request may hold many rows.',
    unit: 'reqps',
    queries: [{ legend: 'requests', expression: `sum(${rate(requestsOfMonitor)})` }],
  },
  {
    ...stat,
    title: 'Failed requests',
    description:
      'Share of the prediction requests answered with a status of 500 or more. It uses up the error budget: see the burn rates below.',
    unit: 'percentunit',
    decimals: 2,
    queries: [{ legend: 'failed', expression: rateShare(failedRequests, requestsOfMonitor) }],
  },
  ...([0.5, 0.95, 0.99] as const).map(
    (share): Panel => ({
      ...stat,
      title: `P${share * 100} latency`,
      description: `${share * 100} % of the prediction requests are answered within this time.`,
      unit: 's',
      queries: [{ legend: `P${share * 100}`, expression: latencyRate(share) }],
    }),
  ),
  {
    ...stat,
    title: 'Predictors up',
    description: 'Predictors that Prometheus can scrape. At 0 of a monitor PredictorDown fires.',
    unit: 'short',
    steps: stepsUpTo(1),
    queries: [{ legend: 'up', expression: `sum(${ofPredictor('up')})` }],
  },
  {
    ...stat,
    title: 'Uptime',
    description: 'Time since the youngest predictor started: one that starts again and again stays low.',
    unit: 's',
    queries: [{ legend: 'uptime', expression: `time() - max(${ofPredictor('process_start_time_seconds')})` }],
  },
  {
    ...stat,
    title: 'Availability',
    description: 'Share of the scrapes in the time that is shown that found the predictors up.',
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
    description: 'Answers of all endpoints: 2xx were answered, 4xx were refused for what was sent, 5xx failed for a reason of ours.',
    kind: 'timeseries',
    unit: 'reqps',
    width: 12,
    minimum: 0,
    stacked: 'normal',
    queries: statusClasses,
  },
  {
    title: 'Requests by predictor',
    description: 'How evenly the pods share the load.',
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
    description: 'How long a predictor is kept from answering by its own work. When it grows with the load, more pods are needed.',
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
