import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { gauge, labelsOf } from './series.ts';

const expected = (description: string, more: Readonly<Record<string, string>> = {}, modelmonitor = 'wine'): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor, severity: 'critical', ...more },
  description,
});

const downAlert = (modelmonitor = 'wine') =>
  expected(`No predictor of models/${modelmonitor} can be scraped, or none is ready.`, {}, modelmonitor);
const up = (modelmonitor: string, pod: string) => `up{job="modelmonitor-predictor", ${labelsOf(modelmonitor)}, instance="${pod}"}`;
const condition = (type: string, reason: string) =>
  `modelmonitor_condition{${labelsOf('wine')}, type="${type}", status="False", reason="${reason}", job="modelmonitor-operator"}`;
/** A target without the label modelmonitor, as on one machine. */
const nameless = { target: 'job="modelmonitor-predictor", namespace="models", instance="predictor:8000"' };

export const predictorDown: AlertCases = {
  firing: {
    series: {
      [up('wine', 'a')]: gauge([1, 5], [0, 20]),
      [up('wine', 'b')]: gauge([1, 3], [0, 22]),
      [`up{${nameless.target}}`]: gauge([1, 5], [0, 20]),
      [`modelmonitor_objective_ratio{${nameless.target}, modelmonitor="iris"}`]: `${gauge([0.99, 5])} stale`,
    },
    checks: [
      { at: '6m', alerts: [] },
      { at: '20m', alerts: [downAlert(), downAlert('iris')] },
    ],
  },
  notFiring: {
    // One of two pods is down; and a monitor scaled to zero has none.
    series: {
      [up('wine', 'a')]: gauge([1, 20]),
      [up('wine', 'b')]: gauge([0, 20]),
      [condition('PredictorAvailable', 'ScaledToZero')]: gauge([1, 20]),
    },
    checks: [{ at: '15m', alerts: [] }],
  },
  boundary: {
    // Not before two minutes.
    series: { [condition('PredictorAvailable', 'Unavailable')]: gauge([1, 20]) },
    checks: [
      { at: '1m', alerts: [] },
      { at: '2m', alerts: [downAlert()] },
    ],
  },
  noData: {
    series: { 'up{job="other", namespace="models", instance="c"}': gauge([0, 20]) },
    checks: [{ at: '15m', alerts: [] }],
  },
  recovery: {
    series: { [up('wine', 'a')]: gauge([0, 10], [1, 10]) },
    checks: [
      { at: '9m', alerts: [downAlert()] },
      { at: '10m', alerts: [] },
    ],
  },
};

const loadState = (version: string, pod = 'a') => `modelmonitor_model_loaded{${labelsOf('wine')}, version="${version}", instance="${pod}"}`;
const versionAlert = expected('Version v2 of models/wine could not be loaded.', { version: 'v2' });

export const modelNotLoaded: AlertCases = {
  firing: {
    // One of two pods is enough.
    series: { [loadState('v1')]: gauge([1, 20]), [loadState('v2')]: gauge([0, 20]), [loadState('v2', 'b')]: gauge([1, 20]) },
    checks: [{ at: '10m', alerts: [versionAlert] }],
  },
  notFiring: {
    series: { [loadState('v1')]: gauge([1, 20]), [loadState('v2')]: gauge([1, 20]) },
    checks: [{ at: '10m', alerts: [] }],
  },
  boundary: {
    // Not before a minute.
    series: { [loadState('v2')]: gauge([1, 5], [0, 10]) },
    checks: [
      { at: '5m', alerts: [] },
      { at: '6m', alerts: [versionAlert] },
    ],
  },
  noData: {
    // Pods that are not scraped export nothing; the operator, which queries them, does.
    series: {
      [condition('VersionsLoaded', 'VersionNotLoaded')]: `_x9 ${gauge([1, 10])}`,
    },
    checks: [
      { at: '8m', alerts: [] },
      { at: '15m', alerts: [expected('A version of models/wine could not be loaded.')] },
    ],
  },
  recovery: {
    series: { [loadState('v2')]: gauge([0, 10], [1, 10]) },
    checks: [
      { at: '9m', alerts: [versionAlert] },
      { at: '10m', alerts: [] },
    ],
  },
};

const previousState = (version: string, pod = 'a') =>
  `modelmonitor_model_serving_previous{${labelsOf('wine')}, version="${version}", instance="${pod}"}`;
const previousAlert = (version?: string): ExpectedAlert => ({
  labels: { namespace: 'models', modelmonitor: 'wine', ...(version === undefined ? {} : { version }), severity: 'warning' },
  description: `${version === undefined ? 'A version' : `Version ${version}`} of models/wine could not be replaced: its source has nothing usable, and its earlier model continues to serve.`,
});

export const modelServingPrevious: AlertCases = {
  firing: {
    // One of two pods is enough.
    series: { [previousState('v1')]: gauge([0, 20]), [previousState('v2')]: gauge([0, 20]), [previousState('v2', 'b')]: gauge([1, 20]) },
    checks: [{ at: '10m', alerts: [previousAlert('v2')] }],
  },
  notFiring: {
    // Bytes that are corrected within minutes.
    series: { [previousState('v1')]: gauge([0, 5], [1, 4], [0, 20]) },
    checks: [
      { at: '9m', alerts: [] },
      { at: '20m', alerts: [] },
    ],
  },
  boundary: {
    series: { [previousState('v2')]: gauge([1, 20]) },
    checks: [
      { at: '4m', alerts: [] },
      { at: '5m', alerts: [previousAlert('v2')] },
    ],
  },
  noData: {
    // Pods that are not scraped export nothing; the operator, which queries them, does.
    series: { [condition('VersionsLoaded', 'ServingPrevious')]: gauge([1, 20]) },
    checks: [
      { at: '4m', alerts: [] },
      { at: '15m', alerts: [previousAlert()] },
    ],
  },
  recovery: {
    series: { [previousState('v2')]: gauge([1, 10], [0, 10]) },
    checks: [
      { at: '9m', alerts: [previousAlert('v2')] },
      { at: '10m', alerts: [] },
    ],
  },
};
