import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { gauge, labelsOf } from './series.ts';

const job = 'job="modelmonitor-operator", namespace="modelmonitor"';

/** Where there are several clusters in one Prometheus, its series have a label for that. */
const of = (cluster: string) => (cluster === '' ? '' : `, cluster="${cluster}"`);
const target = (cluster = '', instance = 'a') => `up{${job}, instance="${instance}"${of(cluster)}}`;

const absent = (cluster = ''): ExpectedAlert => ({
  labels: { namespace: 'modelmonitor', severity: 'critical', ...(cluster === '' ? {} : { cluster }) },
  description: `Prometheus has no target of the ModelMonitor operator in namespace modelmonitor${cluster === '' ? '' : ` of cluster ${cluster}`}: no drift alert can fire.`,
});

export const operatorAbsent: AlertCases = {
  firing: {
    // Scaled to zero: service discovery drops the targets. The one of another namespace is another operator.
    series: { [target()]: `${gauge([1, 10])} stale`, 'up{job="modelmonitor-operator", namespace="other", instance="a"}': gauge([1, 30]) },
    checks: [
      { at: '12m', alerts: [] },
      { at: '13m', alerts: [absent()] },
    ],
  },
  notFiring: {
    // One replica of two is gone; and pods that cannot be scraped are targets: ModelMonitorOperatorNoLeader fires for those.
    series: { [target()]: `${gauge([1, 10])} stale`, [target('', 'b')]: gauge([0, 30]) },
    checks: [{ at: '29m', alerts: [] }],
  },
  boundary: {
    // Of two clusters in one Prometheus the one without an operator is named; a pod that is replaced takes less than three minutes.
    series: {
      [target('east')]: `${gauge([1, 10])} stale`,
      [target('west')]: `${gauge([1, 10])} stale _ ${gauge([1, 20])}`,
    },
    checks: [
      { at: '12m', alerts: [] },
      { at: '13m', alerts: [absent('east')] },
    ],
  },
  noData: {
    // A Prometheus that loads the rules and never scraped the operator, only a predictor.
    series: { [`up{${labelsOf('wine')}, job="modelmonitor-predictor", instance="a"}`]: gauge([1, 30]) },
    checks: [
      { at: '2m', alerts: [] },
      { at: '4m', alerts: [absent()] },
    ],
  },
  recovery: {
    series: { [target()]: `${gauge([1, 10])} stale _x9 ${gauge([1, 20])}` },
    checks: [
      { at: '19m', alerts: [absent()] },
      { at: '21m', alerts: [] },
    ],
  },
};

const monitors = (ready: string, cluster = '') => `modelmonitor_operator_monitors{${job}, instance="a", ready="${ready}"${of(cluster)}}`;
const leader = (cluster = '') => `leader_election_master_status{${job}, instance="a", name="modelmonitor-operator"${of(cluster)}}`;
const condition = (type: string, cluster = '') =>
  `modelmonitor_condition{${labelsOf('wine')}, type="${type}", status="True", reason="Any", job="modelmonitor-operator"${of(cluster)}}`;
const missing = (count: number, cluster = ''): ExpectedAlert => ({
  labels: { namespace: 'modelmonitor', severity: 'critical', ...(cluster === '' ? {} : { cluster }) },
  description: `The ModelMonitor operator in namespace modelmonitor${cluster === '' ? '' : ` of cluster ${cluster}`} leads and manages ${count} monitors, but Prometheus has no series of any monitor: no drift alert can fire.`,
});

export const operatorMetricsMissing: AlertCases = {
  firing: {
    series: { [monitors('True')]: gauge([2, 30]), [monitors('False')]: gauge([1, 30]), [leader()]: gauge([1, 30]) },
    checks: [
      { at: '2m', alerts: [] },
      { at: '3m', alerts: [missing(3)] },
    ],
  },
  notFiring: {
    // An operator on standby; and one without monitors.
    series: {
      [monitors('True', 'standby')]: gauge([2, 30]),
      [leader('standby')]: gauge([0, 30]),
      [monitors('True', 'empty')]: gauge([0, 30]),
      [leader('empty')]: gauge([1, 30]),
    },
    checks: [{ at: '20m', alerts: [] }],
  },
  boundary: {
    // Series of one cluster say nothing of another.
    series: {
      [monitors('True', 'east')]: gauge([2, 30]),
      [leader('east')]: gauge([1, 30]),
      [monitors('True', 'west')]: gauge([2, 30]),
      [leader('west')]: gauge([1, 30]),
      [condition('Ready', 'west')]: gauge([1, 30]),
    },
    checks: [{ at: '20m', alerts: [missing(2, 'east')] }],
  },
  noData: { series: { [leader()]: gauge([1, 30]) }, checks: [{ at: '20m', alerts: [] }] },
  recovery: {
    series: { [monitors('True')]: gauge([2, 30]), [leader()]: gauge([1, 30]), [condition('Ready')]: `_x10 ${gauge([1, 20])}` },
    checks: [
      { at: '9m', alerts: [missing(2)] },
      { at: '11m', alerts: [] },
    ],
  },
};

const untargeted: ExpectedAlert = {
  labels: { namespace: 'models', modelmonitor: 'wine', severity: 'warning' },
  description:
    'models/wine is available and a Prometheus selects its ServiceMonitor, but there is no target: its latency, errors and traffic are not measured.',
};
const predictor = (up: string) => ({ [`up{${labelsOf('wine')}, job="modelmonitor-predictor", instance="a"}`]: up });

export const targetMissing: AlertCases = {
  firing: {
    series: { [condition('MetricsScraped')]: gauge([1, 30]), [condition('PredictorAvailable')]: gauge([1, 30]) },
    checks: [
      { at: '3m', alerts: [] },
      { at: '4m', alerts: [untargeted] },
    ],
  },
  notFiring: {
    // A target that is down raises PredictorDown.
    series: {
      [condition('MetricsScraped')]: gauge([1, 30]),
      [condition('PredictorAvailable')]: gauge([1, 30]),
      ...predictor(gauge([0, 30])),
    },
    checks: [{ at: '20m', alerts: [] }],
  },
  boundary: {
    // A new target takes less than four minutes.
    series: {
      [condition('MetricsScraped')]: gauge([1, 30]),
      [condition('PredictorAvailable')]: gauge([1, 30]),
      ...predictor(`_x3 ${gauge([1, 20])}`),
    },
    checks: [{ at: '20m', alerts: [] }],
  },
  noData: { series: { [condition('PredictorAvailable')]: gauge([1, 30]) }, checks: [{ at: '20m', alerts: [] }] },
  recovery: {
    series: {
      [condition('MetricsScraped')]: gauge([1, 30]),
      [condition('PredictorAvailable')]: gauge([1, 30]),
      ...predictor(`_x10 ${gauge([1, 20])}`),
    },
    checks: [
      { at: '9m', alerts: [untargeted] },
      { at: '11m', alerts: [] },
    ],
  },
};
