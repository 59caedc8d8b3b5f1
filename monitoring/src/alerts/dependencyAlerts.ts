import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

export const dependencyAlerts: readonly Alert[] = [
  {
    name: 'ModelSourceDown',
    summary: 'The server that new model versions come from cannot be used.',
    description: `Requests of ${theMonitor} to {{ $labels.dependency }} have failed for five minutes. The loaded model continues to serve.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `min by (${perMonitor}, dependency) (${metrics.dependencyUp.name}{dependency="mlflow"}) == 0`,
      },
    ],
    compares: { quantity: metrics.dependencyUp.name, threshold: 0 },
    runbook: {
      meaning:
        'For five minutes requests of at least one pod to the server of `source.mlflow` failed: it does not respond, refuses the credentials, or answers with an error.',
      impact:
        'Callers are not affected: the model that is loaded continues to serve. A moved alias is not picked up, and a pod that starts with an empty cache has no model.',
      diagnosis: [
        { text: 'Read the reason in the status of the version:', shell: 'kubectl describe mm wine -n default' },
        {
          text: 'Check which pods are affected, and since when:',
          promql: `${metrics.dependencyUp.name}{namespace="default", modelmonitor="wine"} == 0`,
        },
        {
          text: 'Check how long its responses take:',
          promql: `histogram_quantile(0.9, sum by (le, dependency) (rate(${metrics.dependencyQueryDuration.name}_bucket{namespace="default", modelmonitor="wine"}[5m])))`,
        },
      ],
      remediation: [
        'The server is down: start it. The next poll loads what it missed; nothing has to be restarted.',
        'Status 401 or 403: correct the Secret of `source.mlflow.auth`, or grant READ on the model. "Invalid Host header": start MLflow with `--allowed-hosts` and the names of its Service.',
        'A NetworkPolicy blocks the pods: allow egress to the address in `source.mlflow.trackingURI`.',
      ],
    },
  },
];
