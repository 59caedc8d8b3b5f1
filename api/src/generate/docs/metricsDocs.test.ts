import { driftMetrics } from '../../metrics/driftMetrics.ts';
import { livePsi } from '../../metrics/livePsi.ts';
import type { Metric } from '../../metrics/metric.ts';
import { predictorMetrics } from '../../metrics/predictorMetrics.ts';
import { metricsDocs } from './metricsDocs.ts';

const metrics: readonly Metric[] = [...Object.values(predictorMetrics), ...Object.values(driftMetrics)];

test('every metric of the catalogue is documented once', () => {
  for (const { name } of metrics) expect(metricsDocs().split(`| \`${name}\` |`)).toHaveLength(2);
});

test('the live PSI is written as it can be run', () => {
  expect(metricsDocs()).toContain(`\`\`\`promql\n${livePsi}\n\`\`\``);
});

// https://prometheus.io/docs/practices/naming/
test.each(metrics)('$name is named and described the Prometheus way', ({ name, type, help, labels, buckets }) => {
  expect(name).toMatch(/^modelmonitor_[a-z]+(_[a-z]+)*$/);
  expect(name.endsWith('_total')).toBe(type === 'counter');
  expect(help).toMatch(/^[A-Z].*\.$/);
  expect(labels.every((label) => /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(label) && label !== 'le')).toBe(true);
  expect(buckets ?? []).toEqual([...(buckets ?? [])].sort((a, b) => a - b));
});

test('names are unique', () => {
  expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
});

test('the default latency thresholds are bucket bounds', () => {
  expect(predictorMetrics.httpRequestDuration.buckets).toEqual(expect.arrayContaining([1, 2]));
});
