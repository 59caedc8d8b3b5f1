import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { counter, labelsOf, predictorSeries, thresholdSeries } from './series.ts';

const errorAlert = (share: string, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'critical' },
  description: `${share} of the prediction requests of models/${modelmonitor} were rejected or failed; the threshold is 5%.`,
});

const unauthorized = `modelmonitor_prediction_errors_total{${labelsOf('strangers')}, error_type="unauthorized"}`;

export const highPredictionErrorRate: AlertCases = {
  firing: {
    series: predictorSeries('wine', { minutes: 20, requests: 60, failed: 6, refused: 6 }),
    checks: [
      { at: '5m', alerts: [] },
      { at: '15m', alerts: [errorAlert('20%')] },
    ],
  },
  notFiring: {
    // Two in a hundred; too few requests; and requests without credentials.
    series: {
      ...predictorSeries('wine', { minutes: 20, requests: 100, refused: 2 }),
      ...predictorSeries('rarely', { minutes: 20, requests: 1, failed: 1 }),
      ...predictorSeries('strangers', { minutes: 20, requests: 60 }),
      [unauthorized]: counter([60, 20]),
    },
    checks: [{ at: '15m', alerts: [] }],
  },
  boundary: {
    series: {
      ...predictorSeries('at', { minutes: 20, requests: 100, refused: 5 }),
      ...predictorSeries('above', { minutes: 20, requests: 100, refused: 6 }),
    },
    checks: [{ at: '15m', alerts: [errorAlert('6%', 'above')] }],
  },
  noData: {
    series: thresholdSeries('wine', 20),
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: predictorSeries('wine', { minutes: 20, requests: 60, failed: 12 }, { minutes: 20, requests: 60 }),
    checks: [
      { at: '20m', alerts: [errorAlert('20%')] },
      { at: '26m', alerts: [] },
    ],
  },
};

const logAlert = (lines: number, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'warning' },
  description: `models/${modelmonitor} wrote ${lines} error lines in ten minutes.`,
});
const logLines = (level: string, modelmonitor = 'wine', pod = 'a') =>
  `modelmonitor_log_lines_total{${labelsOf(modelmonitor)}, level="${level}", pod="${pod}"}`;

export const criticalLogErrors: AlertCases = {
  firing: {
    // Two pods together.
    series: { [logLines('error')]: '0x10 3x20', [logLines('error', 'wine', 'b')]: '0x10 4x20' },
    checks: [{ at: '15m', alerts: [logAlert(7)] }],
  },
  notFiring: {
    series: { [logLines('error')]: '0x10 1x20', [logLines('warn')]: counter([10, 30]) },
    checks: [{ at: '15m', alerts: [] }],
  },
  boundary: {
    // The alert fires at the threshold itself.
    series: { [logLines('error', 'below')]: '0x10 4x20', [logLines('error', 'at')]: '0x10 5x20' },
    checks: [{ at: '15m', alerts: [logAlert(5, 'at')] }],
  },
  noData: {
    series: { [logLines('info')]: counter([10, 30]) },
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: { [logLines('error')]: '0x10 7x30' },
    checks: [
      { at: '15m', alerts: [logAlert(7)] },
      { at: '25m', alerts: [] },
    ],
  },
};
