import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { gauge, labelsOf } from './series.ts';

const up = (pod: string, monitor = 'wine') => `modelmonitor_dependency_up{${labelsOf(monitor)}, dependency="mlflow", instance="${pod}"}`;

const downAlert: ExpectedAlert = {
  labels: { namespace: 'models', modelmonitor: 'wine', dependency: 'mlflow', severity: 'warning' },
  description: 'Requests of models/wine to mlflow have failed for five minutes. The loaded model continues to serve.',
};

export const modelSourceDown: AlertCases = {
  firing: {
    // One of two pods is enough.
    series: { [up('a')]: gauge([1, 5], [0, 20]), [up('b')]: gauge([1, 25]) },
    checks: [
      { at: '9m', alerts: [] },
      { at: '15m', alerts: [downAlert] },
    ],
  },
  notFiring: {
    // A restart of the server takes less than five minutes.
    series: { [up('a')]: gauge([1, 5], [0, 4], [1, 20]) },
    checks: [
      { at: '9m', alerts: [] },
      { at: '20m', alerts: [] },
    ],
  },
  boundary: {
    series: { [up('a')]: gauge([0, 20]) },
    checks: [
      { at: '4m', alerts: [] },
      { at: '5m', alerts: [downAlert] },
    ],
  },
  noData: {
    // A monitor without such a source exports nothing.
    series: { 'modelmonitor_model_loaded{namespace="models", modelmonitor="iris", version="v1"}': gauge([1, 20]) },
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: { [up('a')]: gauge([0, 10], [1, 10]) },
    checks: [
      { at: '9m', alerts: [downAlert] },
      { at: '10m', alerts: [] },
    ],
  },
};
