import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { gauge, labelsOf } from './series.ts';

const minutes = 40;

const fell = (pod: string, version = 'v1', metric = 'accuracy') =>
  `modelmonitor_performance_fell{${labelsOf('wine')}, version="${version}", metric="${metric}", job="modelmonitor-predictor", pod="${pod}", instance="${pod}:9090"}`;

const alert = (version = 'v1', metric = 'accuracy'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor: 'wine', version, metric, severity: 'warning' },
  description: `${metric} of version ${version} of models/wine is worse than its baseline by at least 5 %, and by more than chance explains.`,
});

export const performanceFell: AlertCases = {
  firing: {
    // Every pod reads the same store: one alert.
    series: { [fell('a')]: gauge([0, 5], [1, 30]), [fell('b')]: gauge([0, 5], [1, 30]), [fell('a', 'v2')]: gauge([0, minutes]) },
    checks: [
      { at: '9m', alerts: [] },
      { at: '11m', alerts: [alert()] },
    ],
  },
  notFiring: {
    series: { [fell('a')]: gauge([0, minutes]), [fell('a', 'v1', 'f1')]: gauge([0, minutes]) },
    checks: [{ at: '30m', alerts: [] }],
  },
  boundary: {
    // For less than five minutes, as while late labels complete a day.
    series: { [fell('a')]: gauge([0, 5], [1, 4], [0, 20]), [fell('a', 'v2', 'f1')]: gauge([1, minutes]) },
    checks: [{ at: '12m', alerts: [alert('v2', 'f1')] }],
  },
  noData: {
    // Days without enough labels are not judged.
    series: {},
    checks: [{ at: '30m', alerts: [] }],
  },
  recovery: {
    series: { [fell('a')]: gauge([1, 15], [0, 20]) },
    checks: [
      { at: '10m', alerts: [alert()] },
      { at: '20m', alerts: [] },
    ],
  },
};
