import { type PerformanceMetricFacts, performanceMetrics } from '@modelmonitor/api/plain';

const BEST: Readonly<Record<PerformanceMetricFacts['good'], 'higher' | 'lower' | 'near zero'>> = {
  higher: 'higher',
  lower: 'lower',
  zero: 'near zero',
};

/** What the report calls a metric, and which way is better; one of a later version keeps its own name. */
export function metricWords(metric: string): { readonly name: string; readonly best?: (typeof BEST)['higher'] } {
  if (!Object.hasOwn(performanceMetrics, metric)) return { name: metric };
  const { title, good } = performanceMetrics[metric] as PerformanceMetricFacts;
  return { name: title, best: BEST[good] };
}

/** The metrics in the order of importance to a reader: known ones first, in the order of the catalogue. */
export function orderMetrics<Metric>(metrics: Readonly<Record<string, Metric>>): (readonly [name: string, metric: Metric])[] {
  const names = Object.keys(performanceMetrics);
  const rank = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.entries(metrics).sort(([a], [b]) => rank(a) - rank(b));
}
