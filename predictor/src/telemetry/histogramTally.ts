import type { Metric } from '@modelmonitor/api';
import type { Histogram, Registry } from 'prom-client';
import { kept } from './kept.ts';
import { labelled } from './labelled.ts';

/** A histogram by label values, kept as plain numbers; label values come from bounded lists, never from a request's content. */
export interface HistogramTally {
  /**
   * What counts one combination of label values; whoever observes often keeps it, since the look-up costs more than the observation.
   *
   * @param values one per label, in the metric's order
   */
  series(values: readonly string[]): Observe;
}

/** Counts one observation. */
export type Observe = (value: number) => void;

/** Observations of one combination of label values. */
interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Per upper bound: observations above the bound before it and not above this one; what is above all is only in `count`. */
  readonly counts: Float64Array;
  sum: number;
  count: number;
}

/**
 * Registers a histogram that is counted in typed arrays and laid out at scrape time. prom-client's own checks and hashes its labels, and
 * turns the bound into a property name, for each observation: three observations took a fifth of a prediction.
 */
export function createHistogramTally(
  registry: Registry,
  metric: Metric,
  buckets: readonly number[] = metric.buckets ?? [],
): HistogramTally {
  const series = new Map<string, Series>();
  const { name, help, type } = metric;
  const get = async () => ({
    name,
    help,
    type,
    aggregator: 'sum',
    values: [...series.values()].flatMap((own) => samples(name, buckets, own)),
  });
  // The registry asks a metric for its name and, at scrape time, for its values.
  registry.registerMetric({ name, get } as unknown as Histogram);
  return {
    series(values) {
      const own = kept(series, values.join('\u0000'), () => ({
        labels: labelled(metric.labels, values),
        counts: new Float64Array(buckets.length),
        sum: 0,
        count: 0,
      }));
      return (value) => {
        own.sum += value;
        own.count++;
        let bucket = 0;
        while (bucket < buckets.length && value > (buckets[bucket] as number)) bucket++;
        if (bucket < buckets.length) own.counts[bucket] = (own.counts[bucket] as number) + 1;
      };
    },
  };
}

/** The lines of one series: a bucket holds what is not above its bound, so the counts add up. */
function samples(name: string, buckets: readonly number[], { labels, counts, sum, count }: Series) {
  let total = 0;
  return [
    ...buckets.map((le, bucket) => {
      total += counts[bucket] as number;
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: total };
    }),
    { metricName: `${name}_bucket`, labels: { le: '+Inf', ...labels }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
