import { predictorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { lateRatio, unavailableRatio, type Window } from '../rules/objectiveRecords.ts';
import type { Alert, AlertRule, Severity } from './alert.ts';
import { asPercentage, gaugeOf, theMonitor } from './monitorMessage.ts';

/**
 * How fast the error budget of 30 days may be consumed: a factor of 14.4 consumes 2 % of it in an hour, 6 consumes 5 % in six hours, 3
 * consumes 10 % in a day, 1 consumes 10 % in three days. The short window ends the alert soon after the problem ends.
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
  `${what} \`spec.alerts.objective\` allows over 30 days. The label \`window\` shows how fast: at 1h and 6h (critical) the budget is used up in two and five days, at 1d and 3d (warning) in ten and 30 days. Each rule also needs a short window, so that it ends soon after the problem ends, and at least ten requests in both windows.`;

export const objectiveAlerts: readonly Alert[] = [
  {
    name: 'PredictionErrorBudgetBurn',
    summary: 'Failed predictions are using up the error budget.',
    description: ({ labels }) =>
      `${asPercentage} of the prediction requests of ${theMonitor} failed in ${labels?.['window']}; the objective is ${objective}.`,
    rules: rulesFor(unavailableRatio),
    compares: { quantity: `${metrics.httpRequestDuration.name}_count`, threshold: metrics.objectiveRatio.name },
    runbook: {
      meaning: meaning('The share of prediction requests with a status of 500 or more is larger than'),
      impact: "At this rate the month's objective is missed.",
      diagnosis: [
        {
          text: 'Find the failing routes and status codes:',
          promql: `sum by (route, status_code) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine", status_code=~"5.."}[5m]))`,
        },
        {
          text: 'Find the affected pods:',
          promql: `sum by (pod, instance) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine", status_code=~"5.."}[5m]))`,
        },
      ],
      remediation: [
        '503: see ModelNotLoaded. 500: see HighPredictionErrorRate, and read the log.',
        'If the objective is stricter than callers need, lower `spec.alerts.objective`.',
      ],
    },
  },
  {
    name: 'PredictionLatencyBudgetBurn',
    summary: 'Slow predictions are using up the latency budget.',
    description: ({ labels }) =>
      `${asPercentage} of the prediction requests of ${theMonitor} in ${labels?.['window']} took longer than ${gaugeOf(metrics.latencyThreshold.name, 'humanizeDuration', "kind='sla',")}; the objective is ${objective}.`,
    rules: rulesFor(lateRatio),
    compares: { quantity: metrics.slaBreaches.name, threshold: metrics.objectiveRatio.name },
    runbook: {
      meaning: meaning('The share of prediction requests that took longer than `spec.alerts.latency.slaSeconds` is larger than'),
      impact: "At this rate the month's objective is missed.",
      diagnosis: [
        {
          text: 'Check since when:',
          promql: `sum(rate(${metrics.slaBreaches.name}{namespace="default", modelmonitor="wine"}[5m]))`,
        },
        {
          text: 'Check the 99th percentile of each route:',
          promql: `histogram_quantile(0.99, sum by (route, le) (rate(${metrics.httpRequestDuration.name}_bucket{namespace="default", modelmonitor="wine"}[5m])))`,
        },
      ],
      remediation: ['As for HighPredictionLatency.'],
    },
  },
];
