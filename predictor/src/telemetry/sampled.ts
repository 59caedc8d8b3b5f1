import type { Metric } from '@modelmonitor/api';
import { Counter, Gauge, type Registry } from 'prom-client';

/** One sample of a metric at scrape time. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Registers a counter or gauge whose samples are read from where they are counted, at scrape time only:
 * the request path touches plain numbers.
 */
export function sampled(registry: Registry, metric: Metric, read: () => Iterable<Sample>): void {
  const shape = { name: metric.name, help: metric.help, labelNames: [...metric.labels], registers: [registry] };
  if (metric.type === 'counter') {
    const counter: Counter = new Counter({
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
