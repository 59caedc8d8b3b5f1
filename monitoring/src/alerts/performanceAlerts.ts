import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

const ofWine = '{namespace="default", modelmonitor="wine"}';

/** Alerts on labels: what they say of the model. */
export const performanceAlerts: readonly Alert[] = [
  {
    name: 'PerformanceFell',
    summary: 'The model predicts worse than before.',
    description: `{{ $labels.metric }} of version {{ $labels.version }} of ${theMonitor} is worse than its baseline by at least 5 %, and by more than chance explains.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `max by (${perMonitor}, version, metric) (${metrics.performanceFell.name}) == 1`,
      },
    ],
    compares: { quantity: metrics.performanceFell.name, threshold: 1 },
    runbook: {
      meaning:
        'On the newest day with nearly as many labels as usual (80 %), the figure is worse than that of the reference data or, without one, of the first days of the version with 1,000 labels. Days with fewer labels are not judged, since labels that come early may differ from the rest. The difference is held against a confidence sequence that is valid however often labels are looked at; with a chance of 5 % a version without any change raises this alert within 30 days.',
      impact: 'Callers get worse predictions than expected. They are not stopped.',
      diagnosis: [
        {
          text: 'Compare the figure with its baseline:',
          promql: `${metrics.performance.name}${ofWine} / on (metric, version) group_left () max by (metric, version) (${metrics.performanceBaseline.name}${ofWine})`,
        },
        {
          text: 'Check that labels are complete and do not depend on the score, or the figure does not hold for all predictions:',
          promql: `${metrics.labelledShare.name}${ofWine} or ${metrics.labelsBiased.name}${ofWine}`,
        },
        {
          text: 'Read performance by hour, to find when it fell:',
          shell: "kubectl exec -n default deployment/wine -- wget -qO- 'http://127.0.0.1:8000/data/performance?by=hour'",
        },
        {
          text: 'Read the newest report: which inputs drifted, and whether the relation between inputs and target changed:',
          shell: "kubectl get mm wine -n default -o jsonpath='{.status.drift}'",
        },
      ],
      remediation: [
        'Inputs drifted as well: find out what changed in the data, and train with recent rows.',
        'Only one version is worse: move its traffic to another one with `spec.model.versions[].traffic`.',
        'Labels are wrong or late: correct them with `modelmonitor feedback`; the newest label of a prediction counts.',
      ],
    },
  },
];
