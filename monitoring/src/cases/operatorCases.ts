import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { counter, gauge, labelsOf } from './series.ts';

const minutes = 60;

/** A series of an operator pod. */
const pod = (name: string, more = '', instance = 'a') =>
  `${name}{job="modelmonitor-operator", namespace="system", instance="${instance}"${more}}`;
const expected = (severity: string, description: string): ExpectedAlert => ({ labels: { namespace: 'system', severity }, description });

const leads = (instance: string) => pod('leader_election_master_status', ', name="modelmonitor-operator"', instance);
const leaderless = expected('critical', 'No ModelMonitor operator in namespace system holds the leader lease, or none can be scraped.');

export const operatorNoLeader: AlertCases = {
  firing: {
    // No replica leads; and in another namespace none can be scraped.
    series: {
      [leads('a')]: gauge([1, 10], [0, 20]),
      [leads('b')]: gauge([0, 30]),
      [pod('up')]: gauge([1, 30]),
      'up{job="modelmonitor-operator", namespace="other", instance="a"}': gauge([0, 30]),
    },
    checks: [
      {
        at: '13m',
        alerts: [
          {
            ...leaderless,
            labels: { ...leaderless.labels, namespace: 'other' },
            description: leaderless.description.replace('system', 'other'),
          },
        ],
      },
      {
        at: '14m',
        alerts: [
          leaderless,
          {
            ...leaderless,
            labels: { ...leaderless.labels, namespace: 'other' },
            description: leaderless.description.replace('system', 'other'),
          },
        ],
      },
    ],
  },
  notFiring: {
    series: {
      [leads('a')]: gauge([0, 30]),
      [leads('b')]: gauge([1, 30]),
      [pod('up')]: gauge([1, 30]),
      [pod('up', '', 'b')]: gauge([1, 30]),
    },
    checks: [{ at: '20m', alerts: [] }],
  },
  boundary: {
    // A change of leaders takes less than four minutes.
    series: { [leads('a')]: gauge([1, 10], [0, 20]), [leads('b')]: gauge([0, 14], [1, 16]) },
    checks: ['12m', '14m', '16m'].map((at) => ({ at, alerts: [] })),
  },
  noData: {
    // Another operator with the same metric.
    series: { 'leader_election_master_status{job="other", namespace="system", name="other"}': gauge([0, 30]) },
    checks: [{ at: '20m', alerts: [] }],
  },
  recovery: {
    series: { [leads('a')]: gauge([0, 20], [1, 20]) },
    checks: [
      { at: '19m', alerts: [leaderless] },
      { at: '20m', alerts: [] },
    ],
  },
};

const reconciles = (result: string) => pod('controller_runtime_reconcile_total', `, controller="modelmonitor", result="${result}"`);
const errors = pod('controller_runtime_reconcile_errors_total', ', controller="modelmonitor"');
const failing = (share: string) => expected('warning', `${share} of the reconciles of the operator in namespace system fail.`);

export const operatorReconcileErrors: AlertCases = {
  firing: {
    series: {
      [reconciles('success')]: counter([60, minutes]),
      [reconciles('error')]: counter([20, minutes]),
      [errors]: counter([20, minutes]),
    },
    checks: [
      { at: '15m', alerts: [] },
      { at: '30m', alerts: [failing('25%')] },
    ],
  },
  notFiring: {
    series: {
      [reconciles('success')]: counter([60, minutes]),
      [reconciles('error')]: counter([1, minutes]),
      [errors]: counter([1, minutes]),
    },
    checks: [{ at: '30m', alerts: [] }],
  },
  boundary: {
    // A tenth is allowed; from the thirtieth minute on the share is higher.
    series: {
      [reconciles('success')]: counter([90, 30], [80, 60]),
      [reconciles('error')]: counter([10, 30], [20, 60]),
      [errors]: counter([10, 30], [20, 60]),
    },
    checks: [
      { at: '30m', alerts: [] },
      { at: '60m', alerts: [failing('20%')] },
    ],
  },
  noData: {
    // No reconcile, no share.
    series: { [reconciles('success')]: gauge([100, minutes]), [errors]: gauge([10, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: {
      [reconciles('success')]: counter([60, 30], [80, 30]),
      [reconciles('error')]: counter([20, 30], [0, 30]),
      [errors]: counter([20, 30], [0, 30]),
    },
    checks: [
      { at: '30m', alerts: [failing('25%')] },
      { at: '41m', alerts: [] },
    ],
  },
};

const depth = pod('workqueue_depth', ', name="modelmonitor"');
const waiting = (monitors: number) =>
  expected('warning', `${monitors} monitors wait for the operator in namespace system, and the number is growing.`);

export const operatorQueueGrowing: AlertCases = {
  firing: {
    series: { [depth]: `20+2x${minutes}` },
    checks: [{ at: '30m', alerts: [waiting(62)] }],
  },
  notFiring: {
    // After a start the queue is long and shrinks.
    series: { [depth]: `1000-10x${minutes}` },
    checks: [{ at: '30m', alerts: [] }],
  },
  boundary: {
    // Ten may wait; the minimum of the last ten minutes counts.
    series: { [depth]: '0+1x60' },
    checks: [
      { at: '29m', alerts: [] },
      { at: '30m', alerts: [waiting(21)] },
    ],
  },
  noData: {
    series: { 'workqueue_depth{job="other", namespace="system", name="other"}': `20+2x${minutes}` },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: { [depth]: '20+2x30 80-2x30' },
    checks: [
      { at: '30m', alerts: [waiting(62)] },
      { at: '45m', alerts: [] },
    ],
  },
};

const scrapeCondition = (reason: string, status = 'False') =>
  `modelmonitor_condition{${labelsOf('wine')}, type="MetricsScraped", status="${status}", reason="${reason}", job="modelmonitor-operator"}`;
const unselected: ExpectedAlert = {
  labels: { namespace: 'models', modelmonitor: 'wine', severity: 'warning' },
  description: 'No Prometheus selects the ServiceMonitor of models/wine: its latency, errors and traffic are not measured.',
};

export const monitorNotScraped: AlertCases = {
  firing: {
    series: { [scrapeCondition('NotSelected')]: gauge([1, minutes]) },
    checks: [{ at: '30m', alerts: [unselected] }],
  },
  notFiring: {
    // Without a ServiceMonitor or the Prometheus operator, metrics are scraped by other means.
    series: { [scrapeCondition('Disabled')]: gauge([1, minutes]), [scrapeCondition('ServiceMonitorMissing')]: gauge([1, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  boundary: {
    // Not before a quarter of an hour: a new label takes effect with a delay.
    series: { [scrapeCondition('NotSelected')]: gauge([1, minutes]) },
    checks: [
      { at: '14m', alerts: [] },
      { at: '15m', alerts: [unselected] },
    ],
  },
  noData: {
    series: { [scrapeCondition('Selected', 'True')]: gauge([1, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: {
      [scrapeCondition('NotSelected')]: `${gauge([1, 20])} stale`,
      [scrapeCondition('Selected', 'True')]: `_x20 ${gauge([1, 20])}`,
    },
    checks: [
      { at: '19m', alerts: [unselected] },
      { at: '21m', alerts: [] },
    ],
  },
};
