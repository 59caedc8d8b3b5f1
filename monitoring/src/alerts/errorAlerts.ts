import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { errorRatio } from '../rules/servingRecords.ts';
import type { Alert } from './alert.ts';
import { asPercentage, gaugeOf, theMonitor } from './monitorMessage.ts';

/** Error lines in ten minutes from which the alert fires. */
export const mostErrorLines = 5;

export const errorAlerts: readonly Alert[] = [
  {
    name: 'HighPredictionErrorRate',
    summary: 'Too many prediction requests are rejected or fail.',
    description: `${asPercentage} of the prediction requests of ${theMonitor} were rejected or failed; the threshold is ${gaugeOf(metrics.errorRatioThreshold.name, 'humanizePercentage')}.`,
    rules: [
      {
        severity: 'critical',
        for: '5m',
        expression: `${errorRatio} > max by (${perMonitor}) (${metrics.errorRatioThreshold.name})`,
      },
    ],
    compares: { quantity: metrics.predictionErrors.name, threshold: metrics.errorRatioThreshold.name },
    runbook: {
      meaning:
        'For five minutes the share of prediction requests that were rejected (4xx) or failed (5xx) was above `spec.alerts.errorRatio`. Requests without valid credentials do not count. The alert needs at least ten requests in five minutes.',
      impact: 'The affected callers get no predictions.',
      diagnosis: [
        {
          text: 'Find the kind of error. The response to the caller names the feature, the expected value and the received one.',
          promql: `sum by (error_type) (increase(${metrics.predictionErrors.name}{namespace="default", modelmonitor="wine"}[15m]))`,
        },
        {
          text: 'For `internal`, read the log:',
          shell: 'kubectl logs -n default -l modelmonitor.dev/monitor=wine --tail=200 | grep \'"level":"error"\'',
        },
        { text: 'For `not_loaded`, find the version and the reason:', shell: 'kubectl describe mm wine -n default' },
      ],
      remediation: [
        '`wrong_count`, `unknown_feature`, `wrong_type`, `unknown_category`, `out_of_range`: a caller sends values that the model was not trained on. Fix the caller, or widen `spec.model.features` if the model supports these values.',
        '`too_many_requests`: raise `spec.serving.limits.requestsPerSecond` or add pods.',
        '`internal`: a bug in the predictor; roll back to the previous release.',
      ],
    },
  },
  {
    name: 'CriticalLogErrors',
    summary: 'The predictor logs errors.',
    description: `${theMonitor} wrote {{ $value | printf "%.0f" }} error lines in ten minutes.`,
    rules: [
      {
        severity: 'warning',
        expression: `sum by (${perMonitor}) (increase(${metrics.logLines.name}{level="error"}[10m])) >= ${mostErrorLines}`,
      },
    ],
    compares: { quantity: metrics.logLines.name, threshold: mostErrorLines },
    runbook: {
      meaning: `The pods together wrote at least ${mostErrorLines} log lines of level error in ten minutes. These lines report faults of the predictor; faults of callers are counted as prediction errors instead.`,
      impact: 'Depends on the error. HighPredictionErrorRate fires if callers are affected.',
      diagnosis: [
        {
          text: 'Read the lines:',
          shell: 'kubectl logs -n default -l modelmonitor.dev/monitor=wine --since=15m | grep \'"level":"error"\'',
        },
        {
          text: 'Check since when, and in which pods:',
          promql: `sum by (pod, instance) (increase(${metrics.logLines.name}{namespace="default", modelmonitor="wine", level="error"}[10m]))`,
        },
      ],
      remediation: ['Each line states what failed and why. `the drift check failed`: see DriftRunFailing.'],
    },
  },
];
