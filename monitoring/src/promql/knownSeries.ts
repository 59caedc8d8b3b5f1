import { driftMetrics, type Metric, operatorMetrics, predictorMetrics } from '@modelmonitor/api';

/** A series that can be queried, with its labels. */
interface KnownSeries {
  readonly name: string;
  readonly labels: readonly string[];
}

/** Labels that every series gets from its scrape target. */
const targetLabels = ['namespace', 'job', 'instance', 'pod'];

const catalogue: readonly Metric[] = [
  ...Object.values(predictorMetrics),
  ...Object.values(driftMetrics),
  ...Object.values(operatorMetrics),
];

/** Every series that we export, by name; a histogram is three series. */
export const ownSeries: ReadonlyMap<string, KnownSeries> = new Map(catalogue.flatMap(seriesOf).map((series) => [series.name, series]));

function seriesOf({ name, type, labels }: Metric): KnownSeries[] {
  const all = [...labels, 'modelmonitor', ...targetLabels];
  if (type !== 'histogram') return [{ name, labels: all }];
  return [
    { name: `${name}_bucket`, labels: [...all, 'le'] },
    { name: `${name}_sum`, labels: all },
    { name: `${name}_count`, labels: all },
  ];
}

/** Series of others that rules and dashboards read, by the exporter they come from. */
export const foreignSeries: Readonly<Record<string, readonly string[]>> = {
  Prometheus: ['up', 'scrape_samples_post_metric_relabeling'],
  'prom-client, in our own processes': ['nodejs_eventloop_lag_p99_seconds'],
};
