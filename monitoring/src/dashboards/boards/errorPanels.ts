import { predictorMetrics as metrics } from '@modelmonitor/api';
import { mostErrorLines } from '../../alerts/errorAlerts.ts';
import { burnRates } from '../../alerts/objectiveAlerts.ts';
import { perMonitor, predictionMatchers } from '../../promql/prediction.ts';
import type { Panel, Query } from '../panel.ts';
import { orZero, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsAt, stepsFrom } from '../steps.ts';
import { errorRateShare, requestsOfMonitor } from './monitorRates.ts';

const failed = ofMonitor(`${metrics.httpRequestDuration.name}_count`, `${predictionMatchers}, status_code=~"5.."`);
const critical = burnRates.filter(({ severity }) => severity === 'critical');
const monitor = '{{namespace}}/{{modelmonitor}}';

/** How many times faster than the objective allows requests were missed in the long windows of the critical alerts. */
function burning(missed: string): readonly Query[] {
  const summed = (series: string, window: string) => `sum by (${perMonitor}) (increase(${series}[${window}]))`;
  const budget = `(1 - max by (${perMonitor}) (${ofMonitor(metrics.objectiveRatio.name)}))`;
  return critical.map(({ long }) => ({
    legend: `${monitor} in ${long}`,
    expression: `(${orZero(summed(missed, long), summed(requestsOfMonitor, long))}) / (${summed(requestsOfMonitor, long)} > 0) / ${budget}`,
  }));
}

const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;
const budgetSteps = stepsAt(...critical.map(({ factor }) => [factor, 'red'] as const).toReversed());
const says = `Above ${critical.map(({ factor, long }) => `${factor} in ${long}`).join(' or ')} the alert fires.`;

/** What fails, and how fast it uses up the error budget. */
export const errorPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Error rate',
    description: 'Share of the prediction requests refused or failed; dashed the threshold of HighPredictionErrorRate, alerts.errorRatio.',
    unit: 'percentunit',
    queries: [
      { legend: monitor, expression: errorRateShare(perMonitor) },
      {
        legend: `threshold of ${monitor}`,
        expression: `max by (${perMonitor}) (${ofMonitor(metrics.errorRatioThreshold.name)})`,
        color: 'red',
        isLimit: true,
      },
    ],
  },
  {
    ...graph,
    title: 'Errors by kind',
    description:
      'Prediction requests refused or failed a minute. docs/api.md tells what each kind means; internal is a fault of the predictor.',
    unit: 'cpm',
    stacked: 'normal',
    queries: [{ legend: '{{error_type}}', expression: `60 * ${rateBy('error_type', ofMonitor(metrics.predictionErrors.name))}` }],
  },
  {
    ...graph,
    title: 'Burn rate of the error budget: failed',
    description: `How many times faster than alerts.objective allows requests fail; at 1 the budget of 30 days lasts 30 days. ${says} (PredictionErrorBudgetBurn)`,
    unit: 'none',
    steps: budgetSteps,
    stepsAs: 'line',
    queries: burning(failed),
  },
  {
    ...graph,
    title: 'Burn rate of the error budget: late',
    description: `How many times faster than alerts.objective allows requests are late; at 1 the budget of 30 days lasts 30 days. ${says} (PredictionLatencyBudgetBurn)`,
    unit: 'none',
    steps: budgetSteps,
    stepsAs: 'line',
    queries: burning(ofMonitor(metrics.slaBreaches.name)),
  },
  {
    kind: 'timeseries',
    width: 24,
    minimum: 0,
    title: 'Lines of level error',
    description: `Lines that predictors logged in ten minutes: from ${mostErrorLines} on CriticalLogErrors fires. Each says what failed and why.`,
    unit: 'short',
    steps: stepsFrom(mostErrorLines),
    stepsAs: 'line',
    queries: [
      {
        legend: monitor,
        expression: orZero(
          `sum by (${perMonitor}) (increase(${ofMonitor(metrics.logLines.name, 'level="error"')}[10m]))`,
          `max by (${perMonitor}) (${ofMonitor(metrics.objectiveRatio.name)})`,
        ),
      },
    ],
  },
];
