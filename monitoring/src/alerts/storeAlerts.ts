import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

/** Seconds that queued rows take to be written at the current rate, above which the log is behind. */
export const secondsBehind = 60;

const ofWine = '{namespace="default", modelmonitor="wine"}';

const losses = (metric: string) => `sum by (${perMonitor}, reason) (increase(${metric}[10m])) > 0`;

/** Seconds until all queued rows are written; infinite while none is. */
export const secondsToWrite = (by: string, select: (metric: string) => string, rate: (series: string) => string) =>
  `sum by (${by}) (${select(metrics.storeQueued.name)}) / sum by (${by}) (${rate(select(metrics.storeWritten.name))})`;

export const storeAlerts: readonly Alert[] = [
  {
    name: 'DatabaseDisconnected',
    summary: 'The database that keeps the predictions cannot be used.',
    description: `Requests of ${theMonitor} to {{ $labels.dependency }} have failed for two minutes. Predictions continue; their rows wait, and are dropped once too many do.`,
    rules: [
      {
        severity: 'critical',
        for: '2m',
        expression: `min by (${perMonitor}, dependency) (${metrics.dependencyUp.name}{dependency="postgres"}) == 0`,
      },
    ],
    runbook: {
      meaning:
        'For two minutes requests of at least one pod to the database of `spec.capture.postgres` failed: it does not respond, refuses the credentials, or answers with an error.',
      impact:
        'Callers are not affected. Rows and labels wait in the memory of the pod (200,000 rows by default) or, with `spec.capture.volumeClaim`, on the volume; what does not fit is dropped and counted. Drift checks and the pages that read the database fail.',
      diagnosis: [
        { text: 'Read the reason in the log of a pod:', shell: 'kubectl logs deployment/wine -n default | grep store' },
        {
          text: 'Check which pods are affected, and since when:',
          promql: `${metrics.dependencyUp.name}{dependency="postgres", namespace="default", modelmonitor="wine"} == 0`,
        },
        { text: 'Check how many rows wait, and whether any were dropped:', promql: `sum(${metrics.storeQueued.name}${ofWine})` },
        { text: '', promql: `sum by (reason) (increase(${metrics.storeDropped.name}${ofWine}[1h]))` },
      ],
      remediation: [
        'The database is down or restarting: start it. Pods reconnect within 30 seconds and write what waits; nothing has to be restarted.',
        'The credentials are refused: correct the Secret of `spec.capture.postgres.secretRef`. Pods read it at each connection.',
        'A NetworkPolicy blocks the pods: `spec.capture.postgres.port` has to be the port of the pods of the database, which may differ from that of its Service.',
        'Tables are missing and the user may not create them: apply what `modelmonitor migrate` prints.',
      ],
    },
    compares: { quantity: metrics.dependencyUp.name, threshold: 0 },
  },
  {
    name: 'PredictionsNotStored',
    summary: 'Predictions are lost for the log.',
    description: `{{ $value | printf "%.0f" }} predicted rows of ${theMonitor} were not stored in ten minutes: {{ $labels.reason }}.`,
    rules: [{ severity: 'warning', expression: `${losses(metrics.storeDropped.name)} or ${losses(metrics.storeFailed.name)}` }],
    compares: { quantity: metrics.storeDropped.name, threshold: 0 },
    runbook: {
      meaning: 'In the last ten minutes predictions were served whose rows will never be in the store.',
      impact:
        'Callers are not affected. Drift checks and performance lack these rows, and labels for them wait in vain. `modelmonitor log check` accounts for them.',
      diagnosis: [
        { text: 'Count the lost rows by reason:', promql: `sum by (reason) (increase(${metrics.storeDropped.name}${ofWine}[1h]))` },
        { text: '', promql: `sum by (reason) (increase(${metrics.storeFailed.name}${ofWine}[1h]))` },
        { text: 'Compare with the rows that were written:', promql: `sum(increase(${metrics.storeWritten.name}${ofWine}[1h]))` },
      ],
      remediation: [
        '`queue_full`: the store was down or too slow for too long. Name a volume in `spec.capture.volumeClaim`, where rows wait beyond what fits in memory; keep fewer rows with `spec.capture.sample`; give the database more resources.',
        '`shutdown`: a pod ended before its rows were written. A volume keeps them for the next pod.',
        '`refused`: the store did not take a value of the row, such as a text that is too long. The log of the pod has the reason.',
      ],
    },
  },
  {
    name: 'PredictionLogBehind',
    summary: 'Predictions wait to be stored.',
    description: `At its current rate, ${theMonitor} needs {{ $value | humanizeDuration }} to store the rows that wait.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `${secondsToWrite(
          perMonitor,
          (metric) => metric,
          (series) => `rate(${series}[5m])`,
        )} > ${secondsBehind}`,
      },
    ],
    runbook: {
      meaning: 'For five minutes more rows waited than the store takes in a minute. Usually a row is stored within a second.',
      impact:
        'Callers are not affected. Drift checks and pages lack the newest rows; when the queue is full, rows are dropped (PredictionsNotStored).',
      diagnosis: [
        { text: 'Compare rows that wait with rows that are written:', promql: `sum(${metrics.storeQueued.name}${ofWine})` },
        { text: '', promql: `sum(rate(${metrics.storeWritten.name}${ofWine}[5m]))` },
        {
          text: 'Check how long the store takes for its queries:',
          promql: `histogram_quantile(0.9, sum by (le, dependency) (rate(${metrics.dependencyQueryDuration.name}_bucket${ofWine}[5m])))`,
        },
      ],
      remediation: [
        'The database is slow: look for a full disk, for locks of long transactions, for a backup. Batches that wait for the disk of a replica are faster with `spec.capture.postgres.synchronousCommit: false`.',
        'The traffic is more than the store takes: keep fewer rows with `spec.capture.sample`, or give the database more resources.',
      ],
    },
    compares: { quantity: metrics.storeQueued.name, threshold: secondsBehind },
  },
];
