import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { errorRatio } from '../rules/servingRecords.ts';
import type { Alert } from './alert.ts';
import { asPercentage, gaugeOf, theMonitor } from './monitorMessage.ts';

/** Lines of level error in ten minutes from which they are told. */
export const mostErrorLines = 5;

export const errorAlerts: readonly Alert[] = [
  {
    name: 'HighPredictionErrorRate',
    summary: 'Many prediction requests are refused or fail.',
    description: `${asPercentage} of the prediction requests of ${theMonitor} were refused or failed; the threshold is ${gaugeOf(metrics.errorRatioThreshold.name, 'humanizePercentage')}.`,
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
        'For five minutes the share of prediction requests that were refused (4xx) or failed (5xx) was above `spec.alerts.errorRatio`. Requests without credentials do not count. Said only of at least ten requests in five minutes.',
      impact: 'Callers get no prediction.',
      look: [
        {
          say: 'Which kind of error? The answer a caller got names the feature, what was wanted and what came.',
          promql: `sum by (error_type) (increase(${metrics.predictionErrors.name}{namespace="default", modelmonitor="wine"}[15m]))`,
        },
        {
          say: 'For `internal`, the log:',
          shell: 'kubectl logs -n default -l modelmonitor.dev/monitor=wine --tail=200 | grep \'"level":"error"\'',
        },
        { say: 'For `not_loaded`, which version and why:', shell: 'kubectl describe mm wine -n default' },
      ],
      mend: [
        '`wrong_count`, `unknown_feature`, `wrong_type`, `unknown_category`, `out_of_range`: a caller sends what the model was not trained on. Mend the caller, or widen `spec.model.features` if the model can take it.',
        '`too_many_requests`: raise `spec.serving.limits.requestsPerSecond` or add pods.',
        '`internal`: a fault of the predictor; go back to the release before.',
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
      meaning: `At least ${mostErrorLines} lines of level error in ten minutes, over all pods. An error line is a fault of ours, never a caller's: those are counted as prediction errors.`,
      impact: 'Depends on the line; what reaches callers is told by HighPredictionErrorRate.',
      look: [
        { say: 'The lines:', shell: 'kubectl logs -n default -l modelmonitor.dev/monitor=wine --since=15m | grep \'"level":"error"\'' },
        {
          say: 'Since when, and in which pods:',
          promql: `sum by (pod, instance) (increase(${metrics.logLines.name}{namespace="default", modelmonitor="wine", level="error"}[10m]))`,
        },
      ],
      mend: ['Each line says what failed and why. `the drift check failed`: see DriftRunFailing.'],
    },
  },
];
