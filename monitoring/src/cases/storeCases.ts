import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { counter, gauge, labelsOf } from './series.ts';

const up = (pod: string) => `modelmonitor_dependency_up{${labelsOf('wine')}, dependency="postgres", instance="${pod}"}`;

const disconnected: ExpectedAlert = {
  labels: { namespace: 'models', modelmonitor: 'wine', dependency: 'postgres', severity: 'critical' },
  description:
    'Requests of models/wine to postgres have failed for two minutes. Predictions continue; their rows wait, and are dropped once too many do.',
};

export const databaseDisconnected: AlertCases = {
  firing: {
    // One of two pods is enough.
    series: { [up('a')]: gauge([1, 5], [0, 20]), [up('b')]: gauge([1, 25]) },
    checks: [
      { at: '6m', alerts: [] },
      { at: '10m', alerts: [disconnected] },
    ],
  },
  notFiring: {
    // A restart of the database takes less than two minutes. A server of models has an alert of its own.
    series: {
      [up('a')]: gauge([1, 5], [0, 2], [1, 20]),
      [`modelmonitor_dependency_up{${labelsOf('iris')}, dependency="mlflow"}`]: gauge([0, 4], [1, 20]),
    },
    checks: ['5m', '6m', '7m', '10m'].map((at) => ({ at, alerts: [] })),
  },
  boundary: {
    series: { [up('a')]: gauge([0, 20]) },
    checks: [
      { at: '1m', alerts: [] },
      { at: '2m', alerts: [disconnected] },
    ],
  },
  noData: {
    // A monitor without a database exports nothing.
    series: { [`modelmonitor_store_written_total{${labelsOf('iris')}}`]: counter([5, 20]) },
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: { [up('a')]: gauge([0, 10], [1, 10]) },
    checks: [
      { at: '9m', alerts: [disconnected] },
      { at: '10m', alerts: [] },
    ],
  },
};

const rowsDropped = (monitor: string, reason = 'queue_full') =>
  `modelmonitor_store_dropped_total{${labelsOf(monitor)}, reason="${reason}"}`;
const rowsFailed = (monitor: string) => `modelmonitor_store_failed_total{${labelsOf(monitor)}, reason="refused"}`;
const lossAlert = (rows: number, reason: string, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, reason, severity: 'warning' },
  description: `${rows} predicted rows of models/${modelmonitor} were not stored in ten minutes: ${reason}.`,
});

export const predictionsNotStored: AlertCases = {
  firing: {
    series: { [rowsDropped('wine')]: counter([0, 5], [5, 40]), [rowsFailed('wine')]: counter([0, 5], [1, 40]) },
    checks: [
      { at: '4m', alerts: [] },
      { at: '30m', alerts: [lossAlert(50, 'queue_full'), lossAlert(10, 'refused')] },
    ],
  },
  notFiring: {
    series: { [rowsDropped('wine')]: gauge([7, 40]), [rowsFailed('wine')]: gauge([0, 40]) },
    checks: ['12m', '30m'].map((at) => ({ at, alerts: [] })),
  },
  boundary: {
    // One row is enough, for ten minutes.
    series: { [rowsDropped('never')]: gauge([0, 40]), [rowsDropped('one')]: gauge([0, 20], [1, 20]) },
    checks: [
      { at: '19m', alerts: [] },
      { at: '21m', alerts: [lossAlert(1, 'queue_full', 'one')] },
    ],
  },
  noData: {
    series: { [`modelmonitor_store_written_total{${labelsOf('wine')}}`]: counter([5, 40]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: { [rowsDropped('wine')]: counter([5, 20], [0, 20]) },
    checks: [
      { at: '15m', alerts: [lossAlert(50, 'queue_full')] },
      { at: '31m', alerts: [] },
    ],
  },
};

const rowsQueued = (monitor = 'wine') => `modelmonitor_store_queued{${labelsOf(monitor)}}`;
const rowsWritten = (monitor = 'wine') => `modelmonitor_store_written_total{${labelsOf(monitor)}}`;
const behind = (duration: string, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'warning' },
  description: `At its current rate, models/${modelmonitor} needs ${duration} to store the rows that wait.`,
});

export const predictionLogBehind: AlertCases = {
  firing: {
    // 600 rows per minute are ten per second; a store that takes none never finishes.
    series: {
      [rowsQueued()]: gauge([900, 20]),
      [rowsWritten()]: counter([600, 20]),
      [rowsQueued('none')]: gauge([5, 20]),
      [rowsWritten('none')]: gauge([7, 20]),
    },
    checks: [
      { at: '3m', alerts: [] },
      { at: '15m', alerts: [behind('1m 30s'), behind('+Inf', 'none')] },
    ],
  },
  notFiring: {
    // A burst is written in time; where nothing waits and nothing is written, nothing is behind.
    series: {
      [rowsQueued()]: gauge([0, 8], [900, 3], [0, 20]),
      [rowsWritten()]: counter([600, 30]),
      [rowsQueued('idle')]: gauge([0, 30]),
      [rowsWritten('idle')]: gauge([7, 30]),
    },
    checks: ['9m', '10m', '15m'].map((at) => ({ at, alerts: [] })),
  },
  boundary: {
    series: {
      [rowsQueued('at')]: gauge([600, 20]),
      [rowsWritten('at')]: counter([600, 20]),
      [rowsQueued('above')]: gauge([610, 20]),
      [rowsWritten('above')]: counter([600, 20]),
    },
    checks: [{ at: '15m', alerts: [behind('1m 1s', 'above')] }],
  },
  noData: {
    series: { [rowsQueued()]: gauge([900, 20]) },
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: { [rowsQueued()]: gauge([900, 12], [0, 10]), [rowsWritten()]: counter([600, 22]) },
    checks: [
      { at: '10m', alerts: [behind('1m 30s')] },
      { at: '12m', alerts: [] },
    ],
  },
};
