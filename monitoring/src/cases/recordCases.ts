import { counter, gauge, labelsOf, predictorSeries } from './series.ts';

/** Labels beside the namespace, and the value. */
type Sample = readonly [labels: string, value: number];

/** Samples that a recording rule computes at a time, by their labels. */
export interface RecordCase {
  readonly name: string;
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
}

const wine = labelsOf('wine');
const minutes = 130;
/** A counter of one pod of the monitor `wine`, for one bin of a feature. */
const values = (bin: string, pod: string, feature = 'ash') =>
  `modelmonitor_feature_values_total{${wine}, feature="${feature}", bin="${bin}", pod="${pod}"}`;
const reference = (bin: string, pod: string, feature = 'ash') =>
  `modelmonitor_feature_reference_ratio{${wine}, feature="${feature}", bin="${bin}", pod="${pod}"}`;

export const recordCases: readonly RecordCase[] = [
  {
    name: 'shares and quantiles of a predictor',
    series: {
      ...predictorSeries('wine', { minutes, requests: 60, slow: 9, late: 3, failed: 6, refused: 3 }),
      ...predictorSeries('rarely', { minutes, requests: 1, failed: 1 }),
      ...predictorSeries('quiet', { minutes, requests: 0 }),
    },
    at: '120m',
    samples: {
      // One request per second, one per minute, none.
      'modelmonitor:prediction_requests:rate5m': [
        ['modelmonitor="wine"', 1],
        ['modelmonitor="rarely"', 1 / 60],
        ['modelmonitor="quiet"', 0],
      ],
      // 57 of 60 are the 95th percentile: exactly those that took at most two seconds.
      'modelmonitor:prediction_latency_seconds:p95_5m': [['modelmonitor="wine"', 2]],
      'modelmonitor:prediction_errors:ratio_rate5m': [['modelmonitor="wine"', 0.15]],
      ...Object.fromEntries(
        ['5m', '30m', '1h', '2h', '6h', '1d', '3d'].flatMap((window) => [
          [`modelmonitor:prediction_unavailable:ratio_rate${window}`, shares(window, { wine: 0.1, rarely: 1 })],
          [`modelmonitor:prediction_late:ratio_rate${window}`, shares(window, { wine: 0.05, rarely: 0 })],
        ]),
      ),
    },
  },
  {
    name: 'live drift over the pods of a model',
    series: {
      // 90 and 10 of 100 values against a half each.
      [values('low', 'a')]: counter([4, minutes]),
      [values('low', 'b')]: counter([5, minutes]),
      [values('high', 'a')]: counter([1, minutes]),
      [reference('low', 'a')]: gauge([0.5, minutes]),
      [reference('low', 'b')]: gauge([0.5, minutes]),
      [reference('high', 'a')]: gauge([0.5, minutes]),
      [reference('high', 'b')]: gauge([0.5, minutes]),
      // An empty bin counts as a share of 0.0001.
      [values('low', 'a', 'hue')]: counter([5, minutes]),
      [values('high', 'a', 'hue')]: counter([0, minutes]),
      [reference('low', 'a', 'hue')]: gauge([0.5, minutes]),
      [reference('high', 'a', 'hue')]: gauge([0.5, minutes]),
      // Without values there is no sample.
      [values('low', 'a', 'proline')]: counter([0, minutes]),
      [reference('low', 'a', 'proline')]: gauge([1, minutes]),
    },
    at: '120m',
    samples: {
      'modelmonitor_feature_bin:feature_values:ratio1h': [
        ['modelmonitor="wine", feature="ash", bin="low"', 0.9],
        ['modelmonitor="wine", feature="ash", bin="high"', 0.1],
        ['modelmonitor="wine", feature="hue", bin="low"', 1],
        ['modelmonitor="wine", feature="hue", bin="high"', 0],
      ],
      'modelmonitor_feature:feature_values:psi1h': [
        ['modelmonitor="wine", feature="ash"', 0.4 * Math.log(1.8) - 0.4 * Math.log(0.2)],
        ['modelmonitor="wine", feature="hue"', 0.5 * Math.log(2) - 0.4999 * Math.log(0.0002)],
      ],
    },
  },
  {
    name: 'the score of the newest report, exported by two operators during a failover',
    series: {
      [`modelmonitor_drift_score{${wine}, instance="a"}`]: gauge([1.6, minutes]),
      [`modelmonitor_drift_score{${wine}, instance="b"}`]: gauge([1.6, minutes]),
    },
    at: '10m',
    samples: { model_drift_score: [['modelmonitor="wine"', 1.6]] },
  },
  {
    name: 'the monitor of a predictor whose target has no label modelmonitor',
    series: {
      'up{job="modelmonitor-predictor", namespace="models", instance="predictor:8000"}': gauge([1, 10], [0, 20]),
      'modelmonitor_objective_ratio{job="modelmonitor-predictor", namespace="models", instance="predictor:8000", modelmonitor="wine"}': `${gauge([0.99, 10])} stale`,
      'up{job="modelmonitor-predictor", namespace="models", instance="a", modelmonitor="iris"}': gauge([1, 30]),
      'modelmonitor_objective_ratio{job="modelmonitor-predictor", namespace="models", instance="a", modelmonitor="iris"}': gauge([
        0.99, 30,
      ]),
      // A target that has never been up belongs to no monitor yet.
      'up{job="modelmonitor-predictor", namespace="models", instance="predictor:8001"}': gauge([0, 30]),
    },
    at: '20m',
    samples: {
      'modelmonitor:predictor_instance:last': [['modelmonitor="wine", job="modelmonitor-predictor", instance="predictor:8000"', 0.99]],
      'modelmonitor:predictor_up:max': [
        ['modelmonitor="wine"', 0],
        ['modelmonitor="iris"', 1],
        ['', 0],
      ],
    },
  },
];

/** With one request per minute there is a share only if the window holds at least ten minutes. */
function shares(window: string, { wine: often, rarely }: { wine: number; rarely: number }): Sample[] {
  return [['modelmonitor="wine"', often], ...(window === '5m' ? [] : [['modelmonitor="rarely"', rarely] as const])];
}
