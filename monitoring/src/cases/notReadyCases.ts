import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { gauge, labelsOf } from './series.ts';

const minutes = 30;

const condition = (type: string, status: string, reason: string) =>
  `modelmonitor_condition{${labelsOf('wine')}, type="${type}", status="${status}", reason="${reason}", job="modelmonitor-operator"}`;
const notReady: ExpectedAlert = {
  labels: { namespace: 'models', modelmonitor: 'wine', severity: 'warning' },
  description: 'models/wine is not served as its resource specifies, or by fewer pods, for a reason that does not go away by itself.',
};

export const monitorNotReady: AlertCases = {
  firing: {
    // The reason may change: the alert goes on.
    series: {
      [condition('Ready', 'False', 'ImagePullBackOff')]: `${gauge([1, 6])} stale`,
      [condition('Ready', 'False', 'ProgressDeadlineExceeded')]: `_x6 ${gauge([1, minutes])}`,
    },
    checks: [{ at: '20m', alerts: [notReady] }],
  },
  notFiring: {
    // An ordinary rollout, a scale-up, and a monitor scaled to zero.
    series: {
      [condition('Ready', 'Unknown', 'Progressing')]: gauge([1, minutes]),
      [condition('PredictorAvailable', 'True', 'Progressing')]: gauge([1, minutes]),
      [condition('Ready', 'False', 'ScaledToZero')]: gauge([1, minutes]),
    },
    checks: [{ at: '20m', alerts: [] }],
  },
  boundary: {
    // Not before five minutes.
    series: { [condition('Degraded', 'True', 'PodsNotReady')]: gauge([1, minutes]) },
    checks: [
      { at: '4m', alerts: [] },
      { at: '5m', alerts: [notReady] },
    ],
  },
  noData: {
    series: { [condition('Degraded', 'True', 'ReportStale')]: gauge([1, minutes]) },
    checks: [{ at: '20m', alerts: [] }],
  },
  recovery: {
    series: {
      [condition('Ready', 'False', 'OOMKilled')]: `${gauge([1, 10])} stale`,
      [condition('Ready', 'True', 'Serving')]: `_x10 ${gauge([1, minutes])}`,
    },
    checks: [
      { at: '9m', alerts: [notReady] },
      { at: '12m', alerts: [] },
    ],
  },
};

const monitorsOfOthers = `modelmonitor_operator_yielded_monitors{job="modelmonitor-operator", namespace="system", instance="a", operator="other/lease"}`;
const overlap: ExpectedAlert = {
  labels: { namespace: 'system', operator: 'other/lease', severity: 'warning' },
  description: 'The operator in namespace system leaves monitors of its scope to operator other/lease.',
};

export const operatorsOverlap: AlertCases = {
  firing: { series: { [monitorsOfOthers]: gauge([3, minutes]) }, checks: [{ at: '20m', alerts: [overlap] }] },
  notFiring: { series: { [monitorsOfOthers]: gauge([0, minutes]) }, checks: [{ at: '20m', alerts: [] }] },
  boundary: {
    // Not before ten minutes: one of two releases may be replaced by the other.
    series: { [monitorsOfOthers]: gauge([1, minutes]) },
    checks: [
      { at: '9m', alerts: [] },
      { at: '10m', alerts: [overlap] },
    ],
  },
  noData: { series: { 'up{job="modelmonitor-operator", namespace="system"}': gauge([1, minutes]) }, checks: [{ at: '20m', alerts: [] }] },
  recovery: {
    series: { [monitorsOfOthers]: `${gauge([1, 15])} stale` },
    checks: [
      { at: '14m', alerts: [overlap] },
      { at: '17m', alerts: [] },
    ],
  },
};
