import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { lateRatio } from '../rules/objectiveRecords.ts';
import { latencyQuantile } from '../rules/servingRecords.ts';
import type { Alert, DiagnosisStep } from './alert.ts';
import { asDuration, asPercentage, gaugeOf, theMonitor } from './monitorMessage.ts';

/** Share of requests that may be late: with more, the 95th percentile is above the bound. */
export const lateShare = 0.05;

const byVersion: DiagnosisStep = {
  text: 'Is it the model? Check its time without HTTP, by version:',
  promql: `histogram_quantile(0.95, sum by (version, le) (rate(${metrics.predictionDuration.name}_bucket{namespace="default", modelmonitor="wine"}[5m])))`,
};

const diagnosis: readonly DiagnosisStep[] = [
  byVersion,
  {
    text: 'Is it the load? Check the requests per second of each pod, then the lag of its event loop:',
    promql: `sum by (pod, instance) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine"}[5m]))`,
  },
  { text: '', promql: 'nodejs_eventloop_lag_p99_seconds{namespace="default", modelmonitor="wine"}' },
  {
    text: 'Is it the CPU? A pod at its limit is throttled:',
    shell: 'kubectl top pods -n default -l modelmonitor.dev/monitor=wine',
  },
];

const remediation = [
  'Add pods with `kubectl scale mm/wine --replicas=3` or `spec.serving.autoscale`, or CPU with `spec.serving.resources`.',
  'If a version is slower than its predecessor, reduce its `spec.model.versions[].traffic`; that needs no restart.',
  'Limit large batches with `spec.serving.limits.batchRows`.',
];

export const latencyAlerts: readonly Alert[] = [
  {
    name: 'HighPredictionLatency',
    summary: 'Prediction latency is high.',
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
        'For five minutes more than one prediction request in twenty took longer than `spec.alerts.latency.p95Seconds`. The alert needs at least ten requests in five minutes.',
      impact: 'Callers wait longer; no request is lost yet.',
      diagnosis,
      remediation,
    },
  },
  {
    name: 'LatencySLABreach',
    summary: 'Predictions take longer than the SLA allows.',
    description: `${asPercentage} of the prediction requests of ${theMonitor} took longer than ${gaugeOf(metrics.latencyThreshold.name, 'humanizeDuration', "kind='sla',")}.`,
    rules: [{ severity: 'critical', for: '5m', expression: `${lateRatio('5m')} > ${lateShare}` }],
    compares: { quantity: metrics.slaBreaches.name, threshold: lateShare },
    runbook: {
      meaning:
        'For five minutes more than 5 % of the prediction requests took longer than `spec.alerts.latency.slaSeconds`: the 95th percentile is above it. Each request is compared when it completes, so the share is exact and does not depend on histogram buckets.',
      impact: 'Callers with a deadline give up; for them the model is down.',
      diagnosis,
      remediation,
    },
  },
];
