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

/** How many times faster than the objective allows requests missed it, over the long windows of the critical alerts. */
function burnRateQueries(missed: string): readonly Query[] {
  const increaseOf = (series: string, window: string) => `sum by (${perMonitor}) (increase(${series}[${window}]))`;
  const budget = `(1 - max by (${perMonitor}) (${ofMonitor(metrics.objectiveRatio.name)}))`;
  return critical.map(({ long }) => ({
    legend: `${monitor} in ${long}`,
    expression: `(${orZero(increaseOf(missed, long), increaseOf(requestsOfMonitor, long))}) / (${increaseOf(requestsOfMonitor, long)} > 0) / ${budget}`,
  }));
}

const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;
const budgetSteps = stepsAt(...critical.map(({ factor }) => [factor, 'red'] as const).toReversed());
const firingRates = `Above ${critical.map(({ factor, long }) => `${factor} in ${long}`).join(' or ')} the alert fires.`;

/** Errors, and how fast they use up the error budget. */
export const errorPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Error rate',
    description:
      'Share of the prediction requests that were rejected or failed. Dashed: alerts.errorRatio, the threshold of HighPredictionErrorRate.',
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
      'Prediction requests per minute that were rejected or failed, by kind. internal is a bug in the predictor; all others are explained in the response to the caller.',
    unit: 'cpm',
    stacked: 'normal',
    queries: [{ legend: '{{error_type}}', expression: `60 * ${rateBy('error_type', ofMonitor(metrics.predictionErrors.name))}` }],
  },
  {
    ...graph,
    title: 'Burn rate of the error budget: failed',
    description: `How many times faster than alerts.objective allows requests fail. At 1 the budget lasts exactly 30 days. ${firingRates} (PredictionErrorBudgetBurn)`,
    unit: 'none',
    steps: budgetSteps,
    stepsAs: 'line',
    queries: burnRateQueries(failed),
  },
  {
    ...graph,
    title: 'Burn rate of the error budget: late',
    description: `How many times faster than alerts.objective allows requests are late. At 1 the budget lasts exactly 30 days. ${firingRates} (PredictionLatencyBudgetBurn)`,
    unit: 'none',
    steps: budgetSteps,
    stepsAs: 'line',
    queries: burnRateQueries(ofMonitor(metrics.slaBreaches.name)),
  },
  {
    kind: 'timeseries',
    width: 24,
    minimum: 0,
    title: 'Error log lines',
    description: `Error lines that predictors logged in ten minutes. CriticalLogErrors fires at ${mostErrorLines} or more. Each line states what failed and why.`,
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
