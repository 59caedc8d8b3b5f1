import { durationMilliseconds, predictorMetrics } from '@modelmonitor/api';
import { perMonitor, predictionErrors, predictionMatchers, predictionRequests } from '../promql/prediction.ts';
import type { RecordingRule } from './recordingRule.ts';

/** Requests that a share or a quantile needs at least; with fewer there is no sample. */
const fewestRequests = 10;

const job = 'job="modelmonitor-predictor"';
const instance = 'namespace, job, instance';

/** Rate of prediction requests in a window; absent with too few requests. */
function enoughRequests(window: string): string {
  return `(sum by (${perMonitor}) (rate(${predictionRequests}[${window}])) >= ${fewestRequests} / ${durationMilliseconds(window) / 1000})`;
}

/** A share of the prediction requests in a window; a counter without series yet counts as 0. */
export function shareOfRequests(counter: string, window: string): string {
  return `(
  sum by (${perMonitor}) (rate(${counter}[${window}]))
  or
  0 * sum by (${perMonitor}) (rate(${predictionRequests}[${window}]))
)
/ ${enoughRequests(window)}`;
}

export const requestRate = 'modelmonitor:prediction_requests:rate5m';
export const latencyQuantile = 'modelmonitor:prediction_latency_seconds:p95_5m';
export const errorRatio = 'modelmonitor:prediction_errors:ratio_rate5m';
export const predictorUp = 'modelmonitor:predictor_up:max';
const predictorInstance = 'modelmonitor:predictor_instance:last';

/** Series for the alerts on serving. */
export const servingRecords: readonly RecordingRule[] = [
  {
    record: requestRate,
    meaning: 'Prediction requests per second; 0 for a loaded model without requests.',
    expression: `sum by (${perMonitor}) (rate(${predictionRequests}[5m]))
or
0 * max by (${perMonitor}) (${predictorMetrics.modelLoaded.name})`,
  },
  {
    record: latencyQuantile,
    meaning: `95th percentile of the latency of prediction requests; absent with fewer than ${fewestRequests} requests.`,
    expression: `histogram_quantile(
  0.95,
  sum by (${perMonitor}, le) (rate(${predictorMetrics.httpRequestDuration.name}_bucket{${predictionMatchers}}[5m]))
)
and
${enoughRequests('5m')}`,
  },
  {
    record: errorRatio,
    meaning: `Share of prediction requests that were rejected or failed, not counting those without valid credentials; absent with fewer than ${fewestRequests} requests.`,
    expression: shareOfRequests(predictionErrors, '5m'),
  },
  {
    record: predictorInstance,
    meaning:
      'The monitor that a target served last, for targets whose scrape configuration has no label modelmonitor; kept while the target is down.',
    expression: `(
  max by (${instance}, modelmonitor) (${predictorMetrics.objectiveRatio.name}{${job}})
  or on (${instance})
  max by (${instance}, modelmonitor) (${predictorInstance})
)
and on (${instance})
up{${job}, modelmonitor=""}`,
  },
  {
    record: predictorUp,
    meaning: '1 when any predictor of a monitor can be scraped, otherwise 0.',
    expression: `max by (${perMonitor}) (
  up{${job}, modelmonitor!=""}
  or on (${instance})
  up{${job}} * on (${instance}) group_left (modelmonitor) (0 * ${predictorInstance} + 1)
  or on (${instance})
  up{${job}}
)`,
  },
];
