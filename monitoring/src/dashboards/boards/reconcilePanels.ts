import { operatorMetrics as metrics } from '@modelmonitor/api';
import { mostFailing, mostWaiting } from '../../alerts/operatorAlerts.ts';
import type { Panel, Query } from '../panel.ts';
import { orZero, quantileRate, rate, rateBy, rateShare } from '../rate.ts';
import { ofOperator } from '../seriesOf.ts';
import { stepsAt } from '../steps.ts';

const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;

/** The percentiles that matter of a histogram. */
function percentiles(histogram: string): readonly Query[] {
  return ([0.5, 0.95, 0.99] as const).map((share) => ({
    legend: `P${share * 100}`,
    expression: quantileRate(share, ofOperator(`${histogram}_bucket`)),
  }));
}

/** Whether the operator keeps up. */
export const reconcilePanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Reconciles by outcome',
    description: 'With success nothing is left to do; with requeue_after it is looked at again later; with error it is tried again.',
    unit: 'ops',
    stacked: 'normal',
    queries: [{ legend: '{{result}}', expression: rateBy('result', ofOperator(metrics.reconciles.name)) }],
  },
  {
    ...graph,
    title: 'Share of reconciles that fail',
    description:
      'The line is where ModelMonitorOperatorReconcileErrors fires after a quarter of an hour. Terminal: to try again does not mend it.',
    unit: 'percentunit',
    steps: stepsAt([mostFailing, 'red']),
    stepsAs: 'line',
    queries: [
      { legend: 'failing', expression: rateShare(ofOperator(metrics.reconcileErrors.name), ofOperator(metrics.reconciles.name)) },
      { legend: 'terminal', expression: rateShare(ofOperator(metrics.terminalReconcileErrors.name), ofOperator(metrics.reconciles.name)) },
    ],
  },
  {
    ...graph,
    title: 'Duration of reconciles',
    description: 'Percentiles of the time a reconcile takes: it waits for the API server most of it.',
    unit: 's',
    queries: percentiles(metrics.reconcileSeconds.name),
  },
  {
    ...graph,
    title: 'Workers',
    description: 'Reconciles that run now, and how many may: where they meet, flag --workers bounds the operator.',
    unit: 'short',
    queries: [
      { legend: 'running', expression: `sum(${ofOperator(metrics.activeWorkers.name)})`, color: 'blue' },
      { legend: 'most', expression: `max(${ofOperator(metrics.mostWorkers.name)})`, color: 'orange', isLimit: true },
    ],
  },
  {
    ...graph,
    title: 'Queue',
    description: `Monitors that wait for a reconcile; above the line (${mostWaiting}) and growing for ten minutes, ModelMonitorOperatorQueueGrowing fires.`,
    unit: 'short',
    steps: stepsAt([mostWaiting, 'red']),
    stepsAs: 'line',
    queries: [{ legend: 'waiting', expression: `sum(${ofOperator(metrics.queueDepth.name)})` }],
  },
  {
    ...graph,
    title: 'Time in the queue',
    description: 'Percentiles of the time a monitor waits for its reconcile.',
    unit: 's',
    queries: percentiles(metrics.queueSeconds.name),
  },
  {
    ...graph,
    title: 'Additions to the queue',
    description: 'All additions, and those after a failure.',
    unit: 'ops',
    queries: [
      { legend: 'additions', expression: `sum(${rate(ofOperator(metrics.queueAdds.name))})`, color: 'blue' },
      {
        legend: 'after a failure',
        expression: orZero(`sum(${rate(ofOperator(metrics.queueRetries.name))})`, `sum(${rate(ofOperator(metrics.queueAdds.name))})`),
        color: 'orange',
      },
    ],
  },
  {
    ...graph,
    title: 'Longest work',
    description: 'Time the longest of the reconciles that are going on has taken so far: one that hangs grows and grows.',
    unit: 's',
    queries: [{ legend: '{{instance}}', expression: `max by (instance) (${ofOperator(metrics.longestRunningSeconds.name)})` }],
  },
];
