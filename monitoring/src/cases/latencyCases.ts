import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { predictorSeries, thresholdSeries } from './series.ts';

const slowAlert = (seconds: string, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'warning' },
  description: `The 95th percentile of the latency of models/${modelmonitor} is ${seconds}; the threshold is 1s.`,
});

const lateAlert = (share: string, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'critical' },
  description: `${share} of the prediction requests of models/${modelmonitor} took longer than 2s.`,
});

export const highPredictionLatency: AlertCases = {
  firing: {
    series: predictorSeries('wine', { minutes: 20, requests: 60, slow: 10 }),
    checks: [
      { at: '5m', alerts: [] },
      { at: '15m', alerts: [slowAlert('1.7s')] },
    ],
  },
  notFiring: {
    // One request in fifty is slow; and five requests in five minutes are too few.
    series: {
      ...predictorSeries('wine', { minutes: 20, requests: 100, slow: 2 }),
      ...predictorSeries('rarely', { minutes: 20, requests: 1, slow: 1 }),
    },
    checks: [{ at: '15m', alerts: [] }],
  },
  boundary: {
    // Three of sixty are exactly one in twenty: the percentile equals the threshold.
    series: {
      ...predictorSeries('at', { minutes: 20, requests: 60, slow: 3 }),
      ...predictorSeries('above', { minutes: 20, requests: 60, slow: 4 }),
    },
    checks: [{ at: '15m', alerts: [slowAlert('1.25s', 'above')] }],
  },
  noData: {
    series: thresholdSeries('wine', 20),
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: predictorSeries('wine', { minutes: 20, requests: 60, slow: 10 }, { minutes: 20, requests: 60 }),
    checks: [
      { at: '20m', alerts: [slowAlert('1.7s')] },
      { at: '26m', alerts: [] },
    ],
  },
};

export const latencySlaBreach: AlertCases = {
  firing: {
    series: predictorSeries('wine', { minutes: 20, requests: 60, late: 15 }),
    checks: [
      { at: '5m', alerts: [] },
      { at: '15m', alerts: [lateAlert('25%')] },
    ],
  },
  notFiring: {
    // Between the two thresholds; and too few requests.
    series: {
      ...predictorSeries('wine', { minutes: 20, requests: 60, slow: 60 }),
      ...predictorSeries('rarely', { minutes: 20, requests: 1, late: 1 }),
    },
    checks: [{ at: '15m', alerts: [] }],
  },
  boundary: {
    series: {
      ...predictorSeries('at', { minutes: 20, requests: 100, late: 5 }),
      ...predictorSeries('above', { minutes: 20, requests: 100, late: 6 }),
    },
    checks: [{ at: '15m', alerts: [lateAlert('6%', 'above')] }],
  },
  noData: {
    series: thresholdSeries('wine', 20),
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: predictorSeries('wine', { minutes: 20, requests: 60, late: 15 }, { minutes: 20, requests: 60 }),
    checks: [
      { at: '20m', alerts: [lateAlert('25%')] },
      { at: '26m', alerts: [] },
    ],
  },
};
