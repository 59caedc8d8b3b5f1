import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

export const captureAlerts: readonly Alert[] = [
  {
    name: 'CaptureDropping',
    summary: 'Prediction rows are lost for drift checks.',
    description: `{{ $value | printf "%.0f" }} prediction rows of ${theMonitor} could not be captured in ten minutes: {{ $labels.reason }}.`,
    rules: [
      {
        severity: 'warning',
        for: '10m',
        expression: `sum by (${perMonitor}, reason) (increase(${metrics.captureDropped.name}[10m])) > 0`,
      },
    ],
    compares: { quantity: metrics.captureDropped.name, threshold: 0 },
    runbook: {
      meaning:
        'For ten minutes predictions were served whose rows could not be kept for the drift checks. Rows skipped by `spec.capture.sample` do not count.',
      impact: 'Callers are not affected. Drift checks see a biased sample of the traffic; live PSI still counts every row.',
      diagnosis: [
        {
          text: 'Count the lost rows by reason:',
          promql: `sum by (reason) (increase(${metrics.captureDropped.name}{namespace="default", modelmonitor="wine"}[1h]))`,
        },
        {
          text: 'Compare with the captured rows:',
          promql: `sum(increase(${metrics.captured.name}{namespace="default", modelmonitor="wine"}[1h]))`,
        },
      ],
      remediation: [
        '`batch_larger_than_buffer`: raise `spec.capture.maxRows` above `spec.serving.limits.batchRows`, or send smaller batches.',
      ],
    },
  },
];
