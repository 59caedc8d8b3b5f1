import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

export const captureAlerts: readonly Alert[] = [
  {
    name: 'CaptureDropping',
    summary: 'Predicted rows are not captured.',
    description: `{{ $value | printf "%.0f" }} predicted rows of ${theMonitor} could not be captured in ten minutes: {{ $labels.reason }}.`,
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
        'For ten minutes rows were predicted and answered, but could not be kept for the drift checks. Rows left out by `spec.capture.sample` do not count.',
      impact: 'Callers notice nothing. Drift checks see a part of the traffic, and not a random one; live PSI still counts every row.',
      look: [
        {
          say: 'How many rows, and why:',
          promql: `sum by (reason) (increase(${metrics.captureDropped.name}{namespace="default", modelmonitor="wine"}[1h]))`,
        },
        {
          say: 'Compared with those that were captured:',
          promql: `sum(increase(${metrics.captured.name}{namespace="default", modelmonitor="wine"}[1h]))`,
        },
      ],
      mend: ['`batch_larger_than_buffer`: raise `spec.capture.maxRows` above `spec.serving.limits.batchRows`, or send smaller batches.'],
    },
  },
];
