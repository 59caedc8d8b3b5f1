import { driftMetrics as drift, operatorMetrics as metrics, predictorMetrics } from '@modelmonitor/api';
import { mostFailing, mostWaiting } from '../../alerts/operatorAlerts.ts';
import { perMonitor } from '../../promql/prediction.ts';
import type { Board, Panel } from '../panel.ts';
import { orZero, rateShare } from '../rate.ts';
import { ofOperator, ofTarget } from '../seriesOf.ts';
import { stepsFrom, stepsUpTo } from '../steps.ts';
import { apiServerPanels } from './apiServerPanels.ts';
import { reconcilePanels } from './reconcilePanels.ts';

const stat = { kind: 'stat', width: 3, height: 4 } as const;
const loaded = `min by (${perMonitor}, version) (${ofTarget(predictorMetrics.modelLoaded.name)})`;
const byReady = (matchers?: string) => `max by (ready) (${ofOperator(metrics.monitors.name, matchers)})`;
const due = `max by (${perMonitor}) (${ofTarget(drift.reportDue.name)})`;

const numbers: readonly Panel[] = [
  {
    ...stat,
    title: 'Leader',
    description: 'Whether a replica holds the leader lease. While none does, no change is applied and ModelMonitorOperatorNoLeader fires.',
    unit: 'none',
    words: { 0: { text: 'none', color: 'red' }, 1: { text: 'leads', color: 'green' } },
    queries: [{ legend: 'leader', expression: `max(${ofOperator(metrics.leader.name)})` }],
  },
  {
    ...stat,
    title: 'Replicas up',
    description: 'Replicas of the operator that Prometheus can scrape.',
    unit: 'short',
    steps: stepsUpTo(1),
    queries: [{ legend: 'up', expression: `sum(${ofOperator('up')})` }],
  },
  {
    ...stat,
    title: 'Monitors not ready',
    description: 'ModelMonitors whose condition Ready is not True. The table below gives the reasons.',
    unit: 'short',
    steps: stepsFrom(1, 'orange'),
    queries: [{ legend: 'not ready', expression: orZero(`sum(${byReady('ready!="True"')})`, `sum(${byReady()})`) }],
  },
  {
    ...stat,
    title: 'Models loaded',
    description: 'Model versions loaded by all predictors of their monitor.',
    unit: 'short',
    queries: [{ legend: 'loaded', expression: `sum(${loaded})` }],
  },
  {
    ...stat,
    title: 'Models not loaded',
    description: 'Model versions that at least one predictor could not load. ModelNotLoaded fires for each.',
    unit: 'short',
    steps: stepsFrom(1),
    queries: [{ legend: 'not loaded', expression: `sum(1 - ${loaded})` }],
  },
  {
    ...stat,
    title: 'Queue',
    description: `Monitors waiting for a reconcile. ModelMonitorOperatorQueueGrowing fires when it is above ${mostWaiting} for ten minutes and growing.`,
    unit: 'short',
    steps: stepsFrom(mostWaiting, 'orange'),
    queries: [{ legend: 'waiting', expression: `sum(${ofOperator(metrics.queueDepth.name)})` }],
  },
  {
    ...stat,
    title: 'Failed reconciles',
    description: 'Share of failed reconciles. ModelMonitorOperatorReconcileErrors fires when it is above 10 % for 15 minutes.',
    unit: 'percentunit',
    decimals: 1,
    steps: stepsFrom(mostFailing, 'orange'),
    queries: [{ legend: 'failing', expression: rateShare(ofOperator(metrics.reconcileErrors.name), ofOperator(metrics.reconciles.name)) }],
  },
  {
    ...stat,
    title: 'Reports overdue',
    description: 'Monitors whose next drift report is overdue. DriftReportStale fires for each.',
    unit: 'short',
    steps: stepsFrom(1, 'orange'),
    queries: [{ legend: 'overdue', expression: orZero(`sum(time() - ${due} > bool 0)`, `max(${ofOperator(metrics.leader.name)})`) }],
  },
];

const monitors: readonly Panel[] = [
  {
    title: 'Problems of monitors',
    description: 'Conditions that report a problem, with their reasons. docs/conditions.md explains each.',
    kind: 'table',
    unit: 'none',
    width: 14,
    height: 10,
    labels: { Namespace: 'namespace', Monitor: 'modelmonitor', Condition: 'type', Status: 'status', Reason: 'reason' },
    queries: [
      {
        legend: 'Active',
        expression: `max by (${perMonitor}, type, status, reason) (${ofTarget(metrics.condition.name, 'type!~"Degraded|DriftDetected", status!="True"')} or ${ofTarget(metrics.condition.name, 'type=~"Degraded|DriftDetected", status="True"')})`,
        column: { unit: 'bool_yes_no' },
      },
    ],
  },
  {
    title: 'Freshness of reports',
    description: 'Age of the newest report of each monitor, and the time until it is stale. DriftReportStale fires below 0.',
    kind: 'table',
    unit: 's',
    width: 10,
    height: 10,
    decimals: 0,
    labels: { Namespace: 'namespace', Monitor: 'modelmonitor' },
    sortedBy: 'Age',
    leadsTo: 'modelmonitor-model-drift',
    queries: [
      { legend: 'Age', expression: `time() - max by (${perMonitor}) (${ofTarget(drift.reportLastSuccess.name)})` },
      { legend: 'Due in', expression: `${due} - time()`, column: { steps: stepsUpTo(0) } },
    ],
  },
  {
    title: 'Monitors of other operators',
    description:
      'Monitors in the scope of the operator that another one manages. ModelMonitorOperatorsOverlap fires when there is one for ten minutes.',
    kind: 'table',
    unit: 'short',
    width: 24,
    height: 5,
    labels: { Operator: 'operator' },
    queries: [
      {
        legend: 'Monitors',
        expression: `max by (operator) (${ofOperator(metrics.otherOperators.name)})`,
        column: { steps: stepsFrom(1, 'orange') },
      },
    ],
  },
];

export const operator: Board = {
  file: 'operator',
  uid: 'modelmonitor-operator',
  title: 'ModelMonitor / Operator',
  description: 'State of the operator: leader lease, work queue, API server; and the state of monitors and reports.',
  variables: [
    {
      name: 'operator',
      label: 'Namespace of the operator',
      query: `label_values(${metrics.leader.name}{job="modelmonitor-operator"}, namespace)`,
      many: true,
    },
  ],
  targets: 'up{job=~"modelmonitor-.+"}',
  sections: [
    { title: 'Now', panels: numbers },
    { title: 'Monitors and reports', panels: monitors },
    { title: 'Reconciles and queue', panels: reconcilePanels },
    { title: 'API server', panels: apiServerPanels },
  ],
};
