import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { counter, gauge, labelsOf, predictorSeries, thresholdSeries } from './series.ts';

const quietAlert = (modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'warning' },
  description: `models/${modelmonitor} received no prediction request for half an hour; at this time yesterday it did.`,
});

const day = 1440;
const week = 7 * day;

export const noTraffic: AlertCases = {
  evaluatedEvery: '10m',
  firing: {
    series: predictorSeries('wine', { minutes: day + 60, requests: 10 }, { minutes: 60, requests: 0 }),
    checks: [
      { at: `${day + 90}m`, alerts: [] },
      { at: `${day + 100}m`, alerts: [quietAlert()] },
    ],
  },
  notFiring: {
    // Traffic by day only; a model without any requests yet; and one without requests on this day of the week.
    series: {
      ...predictorSeries(
        'office',
        { minutes: 480, requests: 10 },
        { minutes: day - 480, requests: 0 },
        { minutes: 480, requests: 10 },
        { minutes: 600, requests: 0 },
      ),
      ...predictorSeries('new', { minutes: 2 * day, requests: 0 }),
      ...predictorSeries('weekly', { minutes: 6 * day, requests: 0 }, { minutes: day, requests: 10 }, { minutes: day / 2, requests: 0 }),
    },
    checks: [
      { at: `${day + 600}m`, alerts: [] },
      { at: `${week + 300}m`, alerts: [] },
    ],
  },
  boundary: {
    // Nine requests in yesterday's half hour are too few to expect any today; twelve are enough.
    series: {
      ...predictorSeries('below', { minutes: day + 60, requests: 0.3 }, { minutes: 60, requests: 0 }),
      ...predictorSeries('above', { minutes: day + 60, requests: 0.4 }, { minutes: 60, requests: 0 }),
    },
    checks: [{ at: `${day + 110}m`, alerts: [quietAlert('above')] }],
  },
  noData: {
    series: thresholdSeries('wine', 60),
    checks: [{ at: '50m', alerts: [] }],
  },
  recovery: {
    series: predictorSeries('wine', { minutes: day, requests: 10 }, { minutes: 60, requests: 0 }, { minutes: 60, requests: 10 }),
    checks: [
      { at: `${day + 60}m`, alerts: [quietAlert()] },
      { at: `${day + 70}m`, alerts: [] },
    ],
  },
};

const lossAlert = (rows: number, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, reason: 'batch_larger_than_buffer', severity: 'warning' },
  description: `${rows} prediction rows of models/${modelmonitor} could not be captured in ten minutes: batch_larger_than_buffer.`,
});
const rowsLost = (modelmonitor = 'wine') =>
  `modelmonitor_capture_dropped_total{${labelsOf(modelmonitor)}, reason="batch_larger_than_buffer"}`;

export const captureDropping: AlertCases = {
  firing: {
    series: { [rowsLost()]: counter([5, 40]) },
    checks: [
      { at: '9m', alerts: [] },
      { at: '30m', alerts: [lossAlert(50)] },
    ],
  },
  notFiring: {
    // A single loss does not last ten minutes.
    series: { [rowsLost()]: '0x10 20x20' },
    checks: ['12m', '15m', '19m', '22m'].map((at) => ({ at, alerts: [] })),
  },
  boundary: {
    series: { [rowsLost('never')]: gauge([0, 40]), [rowsLost('one')]: counter([1, 40]) },
    checks: [{ at: '30m', alerts: [lossAlert(10, 'one')] }],
  },
  noData: {
    series: { [`modelmonitor_captured_total{${labelsOf('wine')}}`]: counter([5, 40]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: { [rowsLost()]: counter([5, 20], [0, 20]) },
    checks: [
      { at: '20m', alerts: [lossAlert(50)] },
      { at: '31m', alerts: [] },
    ],
  },
};
