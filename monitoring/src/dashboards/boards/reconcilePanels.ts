import { operatorMetrics as metrics } from '@modelmonitor/api';
import { mostFailing, mostWaiting } from '../../alerts/operatorAlerts.ts';
import type { Panel, Query } from '../panel.ts';
import { orZero, quantileRate, rate, rateBy, rateShare } from '../rate.ts';
import { ofOperator } from '../seriesOf.ts';
import { stepsAt } from '../steps.ts';

const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;

/** Percentiles of a histogram. */
function percentiles(histogram: string): readonly Query[] {
  return ([0.5, 0.95, 0.99] as const).map((share) => ({
    legend: `P${share * 100}`,
    expression: quantileRate(share, ofOperator(`${histogram}_bucket`)),
  }));
}

/** Reconciles and the work queue. */
export const reconcilePanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Reconciles by outcome',
    description: 'By result. success: done. requeue_after: reconciled again later. error: failed and retried.',
    unit: 'ops',
    stacked: 'normal',
    queries: [{ legend: '{{result}}', expression: rateBy('result', ofOperator(metrics.reconciles.name)) }],
  },
  {
    ...graph,
    title: 'Share of failed reconciles',
    description: 'ModelMonitorOperatorReconcileErrors fires above the line after 15 minutes. Terminal errors are not fixed by a retry.',
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
    description: 'Percentiles of the duration of a reconcile, most of which is waiting for the API server.',
    unit: 's',
    queries: percentiles(metrics.reconcileSeconds.name),
  },
  {
    ...graph,
    title: 'Workers',
    description: 'Running reconciles and their maximum. When they are equal, --workers limits the operator.',
    unit: 'short',
    queries: [
      { legend: 'running', expression: `sum(${ofOperator(metrics.activeWorkers.name)})`, color: 'blue' },
      { legend: 'most', expression: `max(${ofOperator(metrics.mostWorkers.name)})`, color: 'orange', isLimit: true },
    ],
  },
  {
    ...graph,
    title: 'Queue',
    description: `Monitors waiting for a reconcile. ModelMonitorOperatorQueueGrowing fires when it is above the line (${mostWaiting}) and growing for ten minutes.`,
    unit: 'short',
    steps: stepsAt([mostWaiting, 'red']),
    stepsAs: 'line',
    queries: [{ legend: 'waiting', expression: `sum(${ofOperator(metrics.queueDepth.name)})` }],
  },
  {
    ...graph,
    title: 'Time in the queue',
    description: 'Percentiles of the time that a monitor waits for its reconcile.',
    unit: 's',
    queries: percentiles(metrics.queueSeconds.name),
  },
  {
    ...graph,
    title: 'Additions to the queue',
    description: 'All additions, and those after a failed reconcile.',
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
    title: 'Longest running reconcile',
    description: 'Duration so far of the longest running reconcile. It keeps rising if one hangs.',
    unit: 's',
    queries: [{ legend: '{{instance}}', expression: `max by (instance) (${ofOperator(metrics.longestRunningSeconds.name)})` }],
  },
];
