import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { lateRatio } from '../rules/objectiveRecords.ts';
import { latencyQuantile } from '../rules/servingRecords.ts';
import type { Alert, Look } from './alert.ts';
import { asDuration, asPercentage, gaugeOf, theMonitor } from './monitorMessage.ts';

/** Share of requests that may be late: where more are, the 95th percentile is above the bound. */
export const lateShare = 0.05;

const byVersion: Look = {
  say: 'Is it the model? The time it takes without HTTP, by version:',
  promql: `histogram_quantile(0.95, sum by (version, le) (rate(${metrics.predictionDuration.name}_bucket{namespace="default", modelmonitor="wine"}[5m])))`,
};

const looks: readonly Look[] = [
  byVersion,
  {
    say: 'Is it the load? Requests a second of each pod, and how long its event loop is held up:',
    promql: `sum by (pod, instance) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine"}[5m]))`,
  },
  { say: '', promql: 'nodejs_eventloop_lag_p99_seconds{namespace="default", modelmonitor="wine"}' },
  {
    say: 'Is it the processor? A pod at its limit is slowed down:',
    shell: 'kubectl top pods -n default -l modelmonitor.dev/monitor=wine',
  },
];

const mends = [
  'More pods: `kubectl scale mm/wine --replicas=3`, or `spec.serving.autoscale`; more processor: `spec.serving.resources`.',
  'A version that is slower than the one before: give it less traffic in `spec.model.versions[].traffic`; that needs no restart.',
  'Large batches: bound them with `spec.serving.limits.batchRows`.',
];

export const latencyAlerts: readonly Alert[] = [
  {
    name: 'HighPredictionLatency',
    summary: 'Predictions are slow.',
    description: `The 95th percentile of the latency of ${theMonitor} is ${asDuration}; the threshold is ${gaugeOf(metrics.latencyThreshold.name, 'humanizeDuration', "kind='p95',")}.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `${latencyQuantile} > max by (${perMonitor}) (${metrics.latencyThreshold.name}{kind="p95"})`,
      },
    ],
    compares: { quantity: `${metrics.httpRequestDuration.name}_bucket`, threshold: metrics.latencyThreshold.name },
    runbook: {
      meaning:
        'For five minutes more than one prediction request in twenty took longer than `spec.alerts.latency.p95Seconds`. Said only of at least ten requests in five minutes.',
      impact: 'Callers wait. Nothing is lost yet.',
      look: looks,
      mend: mends,
    },
  },
  {
    name: 'LatencySLABreach',
    summary: 'Predictions take longer than the service level allows.',
    description: `${asPercentage} of the prediction requests of ${theMonitor} took longer than ${gaugeOf(metrics.latencyThreshold.name, 'humanizeDuration', "kind='sla',")}.`,
    rules: [{ severity: 'critical', for: '5m', expression: `${lateRatio('5m')} > ${lateShare}` }],
    compares: { quantity: metrics.slaBreaches.name, threshold: lateShare },
    runbook: {
      meaning:
        'For five minutes more than 5 % of the prediction requests took longer than `spec.alerts.latency.slaSeconds`, which is to say that the 95th percentile is above it. Each request is compared when it ends, so the share is exact whatever the buckets of the histogram.',
      impact: 'Callers with a deadline give up: for them the model is down.',
      look: looks,
      mend: mends,
    },
  },
];
