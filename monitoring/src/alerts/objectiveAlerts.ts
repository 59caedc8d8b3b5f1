import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { lateRatio, unavailableRatio, type Window } from '../rules/objectiveRecords.ts';
import type { Alert, AlertRule, Severity } from './alert.ts';
import { asPercentage, gaugeOf, theMonitor } from './monitorMessage.ts';

/**
 * How fast the error budget of 30 days may be used up: at a factor of 14.4 two percent of it go in an hour, at 6 five percent in six hours, at 3
 * a tenth in a day, at 1 a tenth in three days. The short window ends the alert soon after the trouble ends.
 *
 * @see The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts"
 */
export const burnRates: readonly { factor: number; long: Window; short: Window; for: string; severity: Severity }[] = [
  { factor: 14.4, long: '1h', short: '5m', for: '2m', severity: 'critical' },
  { factor: 6, long: '6h', short: '30m', for: '15m', severity: 'critical' },
  { factor: 3, long: '1d', short: '2h', for: '1h', severity: 'warning' },
  { factor: 1, long: '3d', short: '6h', for: '3h', severity: 'warning' },
];

function rulesFor(ratio: (window: Window) => string): AlertRule[] {
  const budget = `(1 - max by (${perMonitor}) (${metrics.objectiveRatio.name}))`;
  return burnRates.map(({ factor, long, short, for: pending, severity }) => ({
    severity,
    for: pending,
    labels: { window: long },
    expression: `${ratio(long)} > ${factor} * ${budget}
and
${ratio(short)} > ${factor} * ${budget}`,
  }));
}

const objective = gaugeOf(metrics.objectiveRatio.name, 'humanizePercentage');

const meaning = (what: string) =>
  `${what} \`spec.alerts.objective\` allows over 30 days. \`window\` says how fast: 1h and 6h (critical) use up the budget in two or five days, 1d and 3d (warning) in ten days or just so. Each needs a short window beside the long one, so that it ends soon after the trouble ends, and at least ten requests in both.`;

export const objectiveAlerts: readonly Alert[] = [
  {
    name: 'PredictionErrorBudgetBurn',
    summary: 'More prediction requests fail than the objective allows.',
    description: ({ labels }) =>
      `${asPercentage} of the prediction requests of ${theMonitor} failed in ${labels?.['window']}; the objective is ${objective}.`,
    rules: rulesFor(unavailableRatio),
    compares: { quantity: `${metrics.httpRequestDuration.name}_count`, threshold: metrics.objectiveRatio.name },
    runbook: {
      meaning: meaning('The share of prediction requests answered with a status of 500 or more is larger than'),
      impact: 'At this rate the objective of the month is missed.',
      look: [
        {
          say: 'Which answers fail:',
          promql: `sum by (route, status_code) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine", status_code=~"5.."}[5m]))`,
        },
        {
          say: 'Which pods:',
          promql: `sum by (pod, instance) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine", status_code=~"5.."}[5m]))`,
        },
      ],
      mend: [
        '503: ModelNotLoaded. 500: HighPredictionErrorRate, and the log.',
        'An objective that nobody needs: lower `spec.alerts.objective`.',
      ],
    },
  },
  {
    name: 'PredictionLatencyBudgetBurn',
    summary: 'More predictions are late than the objective allows.',
    description: ({ labels }) =>
      `${asPercentage} of the prediction requests of ${theMonitor} in ${labels?.['window']} took longer than ${gaugeOf(metrics.latencyThreshold.name, 'humanizeDuration', "kind='sla',")}; the objective is ${objective}.`,
    rules: rulesFor(lateRatio),
    compares: { quantity: metrics.slaBreaches.name, threshold: metrics.objectiveRatio.name },
    runbook: {
      meaning: meaning('The share of prediction requests that took longer than `spec.alerts.latency.slaSeconds` is larger than'),
      impact: 'At this rate the objective of the month is missed.',
      look: [
        {
          say: 'Since when:',
          promql: `sum(rate(${metrics.slaBreaches.name}{namespace="default", modelmonitor="wine"}[5m]))`,
        },
        {
          say: 'How slow the slow ones are:',
          promql: `histogram_quantile(0.99, sum by (route, le) (rate(${metrics.httpRequestDuration.name}_bucket{namespace="default", modelmonitor="wine"}[5m])))`,
        },
      ],
      mend: ['As for HighPredictionLatency.'],
    },
  },
];
