import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { gauge, labelsOf } from './series.ts';

const minutes = 40;

/** A metric of a monitor, as the operator exports it. */
const metric = (name: string, monitor = 'wine', more = '') =>
  `modelmonitor_${name}{${labelsOf(monitor)}${more}, job="modelmonitor-operator", instance="10.0.0.9:8080"}`;

/** @param limit threshold of the severity, as a number and as text in the message */
function driftCases(severity: 'warning' | 'critical', limit: { value: number; text: string }): AlertCases {
  const confirmation = (monitor = 'wine') => metric('alert_drift_confirmed', monitor, `, severity="${severity}"`);
  const shares = (monitor: string, share: number) => ({
    [metric('drift_share', monitor)]: gauge([share, minutes]),
    [metric('drift_share_threshold', monitor)]: gauge([0.5, minutes]),
    [metric('alert_drift_share_threshold', monitor, `, severity="${severity}"`)]: gauge([limit.value, minutes]),
  });
  const alert = (share: string, modelmonitor = 'wine'): ExpectedAlert => ({
    labels: { namespace: 'models', modelmonitor, severity },
    description: `${share} of the features of models/${modelmonitor} drifted in the newest report. This alert fires from ${limit.text}; the data set counts as drifted from 50%.`,
  });
  return {
    firing: {
      series: { ...shares('wine', 0.8), [confirmation()]: gauge([0, 5], [1, 30]) },
      checks: [
        { at: '4m', alerts: [] },
        { at: '5m', alerts: [alert('80%')] },
      ],
    },
    notFiring: {
      // The newest run reached the share, but too few runs did.
      series: { ...shares('wine', 0.9), [confirmation()]: gauge([0, minutes]) },
      checks: [{ at: '30m', alerts: [] }],
    },
    boundary: {
      // A run exactly at the share has reached it; the operator's tests cover how the gauge is computed.
      series: {
        ...shares('below', limit.value - 0.01),
        [confirmation('below')]: gauge([0, minutes]),
        ...shares('at', limit.value),
        [confirmation('at')]: gauge([1, minutes]),
      },
      checks: [{ at: '30m', alerts: [alert(limit.text, 'at')] }],
    },
    noData: {
      // A report without a verdict: the share exists, and nothing is confirmed.
      series: shares('wine', 0.8),
      checks: [{ at: '30m', alerts: [] }],
    },
    recovery: {
      // A gap of three minutes, as during a change of leaders, does not end the alert.
      series: { ...shares('wine', 0.8), [confirmation()]: `${gauge([1, 10])} stale _x1 ${gauge([1, 5], [0, 20])}` },
      checks: [
        { at: '12m', alerts: [alert('80%')] },
        { at: '17m', alerts: [alert('80%')] },
        { at: '25m', alerts: [] },
      ],
    },
  };
}

export const dataDriftDetected = driftCases('warning', { value: 0.5, text: '50%' });
export const severeDataDrift = driftCases('critical', { value: 0.75, text: '75%' });

const warning = (description: string, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'warning' },
  description,
});

const segmentOf = (segment: string) => metric('segment_drift_detected', 'wine', `, segment="${segment}"`);
const segmentAlert = (segment: string): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor: 'wine', segment, severity: 'warning' },
  description: `Segment ${segment} of models/wine drifted in the newest report.`,
});

export const segmentDriftDetected: AlertCases = {
  firing: {
    series: { [segmentOf('color=red')]: gauge([0, 5], [1, 30]), [segmentOf('color=white')]: gauge([1, minutes]) },
    checks: [
      { at: '4m', alerts: [segmentAlert('color=white')] },
      { at: '5m', alerts: [segmentAlert('color=red'), segmentAlert('color=white')] },
    ],
  },
  notFiring: {
    series: { [segmentOf('color=red')]: gauge([0, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  boundary: {
    // The report decides: the gauge is 0 or 1.
    series: { [segmentOf('color=red')]: gauge([0, minutes]), [segmentOf('color=white')]: gauge([1, minutes]) },
    checks: [{ at: '30m', alerts: [segmentAlert('color=white')] }],
  },
  noData: {
    // A segment without a verdict has no series.
    series: { [metric('drift_share')]: gauge([0.8, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: { [segmentOf('color=red')]: gauge([1, 15], [0, 20]) },
    checks: [
      { at: '14m', alerts: [segmentAlert('color=red')] },
      { at: '21m', alerts: [] },
    ],
  },
};

const due = metric('report_due_timestamp_seconds');
const staleAlert = (age: string) => warning(`The next drift report of models/wine is overdue by ${age}.`);

export const driftReportStale: AlertCases = {
  firing: {
    series: { [due]: gauge([600, minutes]) },
    checks: [
      { at: '14m', alerts: [] },
      { at: '30m', alerts: [staleAlert('20m 0s')] },
    ],
  },
  notFiring: {
    series: { [due]: gauge([3600, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  boundary: {
    // Due at ten minutes: overdue from the eleventh on, and the alert fires five minutes later.
    series: { [due]: gauge([600, minutes]) },
    checks: [
      { at: '15m', alerts: [] },
      { at: '16m', alerts: [staleAlert('6m 0s')] },
    ],
  },
  noData: {
    // Before the first report nothing is due.
    series: { [metric('drift_level_share', 'wine', ', action="monitor"')]: gauge([0.2, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    // A report arrives at twenty minutes; the alert ends five minutes later.
    series: { [due]: gauge([600, 20], [7200, 20]) },
    checks: [
      { at: '19m', alerts: [staleAlert('9m 0s')] },
      { at: '26m', alerts: [] },
    ],
  },
};

const [failure, success] = [metric('report_last_failure_timestamp_seconds'), metric('report_last_success_timestamp_seconds')];
const failures = { [metric('report_failures_total')]: gauge([3, minutes]) };
const failingAlert = warning('The newest drift check of models/wine failed; 3 runs have failed so far.');

export const driftRunFailing: AlertCases = {
  firing: {
    // Also if no run has ever produced a report.
    series: {
      ...failures,
      [failure]: gauge([600, minutes]),
      [success]: gauge([300, minutes]),
      [metric('report_last_failure_timestamp_seconds', 'new')]: gauge([600, minutes]),
      [metric('report_failures_total', 'new')]: gauge([1, minutes]),
    },
    checks: [
      { at: '10m', alerts: [failingAlert, warning('The newest drift check of models/new failed; 1 runs have failed so far.', 'new')] },
    ],
  },
  notFiring: {
    series: { ...failures, [failure]: gauge([300, minutes]), [success]: gauge([600, minutes]) },
    checks: [{ at: '10m', alerts: [] }],
  },
  boundary: {
    // A failure at the same time as the report is not newer; the alert fires after a minute.
    series: {
      ...failures,
      [failure]: gauge([600, 5], [601, 30]),
      [success]: gauge([600, minutes]),
    },
    checks: [
      { at: '5m', alerts: [] },
      { at: '6m', alerts: [failingAlert] },
    ],
  },
  noData: {
    series: { [success]: gauge([600, minutes]) },
    checks: [{ at: '10m', alerts: [] }],
  },
  recovery: {
    series: { ...failures, [failure]: gauge([600, minutes]), [success]: gauge([300, 15], [900, 20]) },
    checks: [
      { at: '14m', alerts: [failingAlert] },
      { at: '21m', alerts: [] },
    ],
  },
};

const complete = (status: string, reason: string) =>
  `modelmonitor_condition{${labelsOf('wine')}, type="ReportComplete", status="${status}", reason="${reason}", job="modelmonitor-operator"}`;
const incompleteAlert = warning('The newest drift report of models/wine lacks the rows of some pods.');

export const driftReportIncomplete: AlertCases = {
  firing: {
    series: { [complete('False', 'PodsMissing')]: gauge([1, 30]) },
    checks: [
      { at: '14m', alerts: [] },
      { at: '15m', alerts: [incompleteAlert] },
    ],
  },
  notFiring: {
    series: { [complete('True', 'WithWarnings')]: gauge([1, 30]) },
    checks: [{ at: '20m', alerts: [] }],
  },
  boundary: {
    // One check of every ten minutes is complete: no quarter of an hour without one.
    series: { [complete('False', 'PodsMissing')]: `${gauge([1, 10])} stale _x9 ${gauge([1, 10])} stale` },
    checks: ['14m', '31m'].map((at) => ({ at, alerts: [] })),
  },
  noData: { series: { [complete('Unknown', 'NoReportYet')]: gauge([1, 30]) }, checks: [{ at: '20m', alerts: [] }] },
  recovery: {
    series: { [complete('False', 'PodsMissing')]: `${gauge([1, 20])} stale`, [complete('True', 'Complete')]: `_x20 ${gauge([1, 20])}` },
    checks: [
      { at: '19m', alerts: [incompleteAlert] },
      { at: '26m', alerts: [] },
    ],
  },
};
