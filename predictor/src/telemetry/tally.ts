import type { Metric } from '@modelmonitor/api';
import { Counter as CounterMetric, Gauge, type Histogram, type Registry } from 'prom-client';

/** One sample of a metric at scrape time. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Registers a counter or gauge whose samples are read at scrape time only: the request path touches plain numbers. */
export function registerSamples(registry: Registry, metric: Metric, read: () => Iterable<Sample>): void {
  const shape = { name: metric.name, help: metric.help, labelNames: [...metric.labels], registers: [registry] };
  if (metric.type === 'counter') {
    const counter: CounterMetric = new CounterMetric({
      ...shape,
      collect() {
        counter.reset();
        for (const { labels, value } of read()) counter.inc(labels, value);
      },
    });
    return;
  }
  const gauge: Gauge = new Gauge({
    ...shape,
    collect() {
      gauge.reset();
      for (const { labels, value } of read()) gauge.set(labels, value);
    },
  });
}

/** One count. */
export interface Counter {
  count: number;
}

/** Counts by label values, kept as plain numbers. */
export interface Tally {
  add(values: readonly string[], amount?: number): void;
  /** The count of one combination of label values; callers that count often keep it. */
  counter(values: readonly string[]): Counter;
  samples(): Iterable<Sample>;
}

/** A counter by the values of its labels; label values come from bounded lists, never from the content of a request. */
export function createTally(labels: readonly string[]): Tally {
  const counters = new Map<string, Counter & { readonly values: readonly string[] }>();
  const counter = (values: readonly string[]): Counter => {
    const key = values.join('\u0000');
    const own = counters.get(key) ?? { values, count: 0 };
    counters.set(key, own);
    return own;
  };
  return {
    counter,
    add(values, amount = 1) {
      counter(values).count += amount;
    },
    *samples() {
      for (const { values, count } of counters.values()) yield { labels: labelsOf(labels, values), value: count };
    },
  };
}

/** The observations of one combination of label values. */
export interface Observations {
  readonly labels: Readonly<Record<string, string>>;
  /** Upper bounds of the buckets, ascending. */
  readonly bounds: readonly number[];
  /** By bound: observations above the bound before it and at most this one; those above all bounds are only in `count`. */
  readonly counts: Float64Array;
  sum: number;
  count: number;
}

/** A histogram by label values, kept as plain numbers; label values come from bounded lists, never from the content of a request. */
export interface HistogramTally {
  /**
   * The observations of one combination of label values; callers that observe often keep them, since the look-up costs more than the
   * observation.
   *
   * @param values one per label, in the metric's order
   */
  series(values: readonly string[]): Observations;
}

/**
 * Registers a histogram that is counted in typed arrays and laid out at scrape time. prom-client's own checks and hashes its labels, and
 * turns the bound into a property name, for each observation: three observations took a fifth of a prediction.
 */
export function createHistogramTally(registry: Registry, metric: Metric, bounds: readonly number[] = metric.buckets ?? []): HistogramTally {
  const series = new Map<string, Observations>();
  const { name, help, type } = metric;
  const get = async () => ({
    name,
    help,
    type,
    aggregator: 'sum',
    values: [...series.values()].flatMap((own) => histogramSamples(name, own)),
  });
  // The registry reads the name of a metric and, at scrape time, its values.
  registry.registerMetric({ name, get } as unknown as Histogram);
  return {
    series(values) {
      const key = values.join('\u0000');
      const labels = labelsOf(metric.labels, values);
      const own = series.get(key) ?? { labels, bounds, counts: new Float64Array(bounds.length), sum: 0, count: 0 };
      series.set(key, own);
      return own;
    },
  };
}

export function observe(series: Observations, value: number): void {
  const { bounds, counts } = series;
  series.sum += value;
  series.count++;
  let bucket = 0;
  while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++;
  if (bucket < bounds.length) counts[bucket] = (counts[bucket] as number) + 1;
}

/** The samples of one series: a bucket holds all observations up to its bound, so the counts add up. */
function histogramSamples(name: string, { labels, bounds, counts, sum, count }: Observations) {
  let total = 0;
  return [
    ...bounds.map((le, bucket) => {
      total += counts[bucket] as number;
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: total };
    }),
    { metricName: `${name}_bucket`, labels: { le: '+Inf', ...labels }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}

/** Label values by label name. */
function labelsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}
