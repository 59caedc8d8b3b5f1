import type { PerformanceReport } from '@modelmonitor/api';
import { unbalancedTag } from '../unbalancedTag.ts';
import { performanceSection } from './performanceSection.ts';

const estimate = (value: number) => ({ value, lower: value - 0.1, upper: value + 0.1 });
const metrics = { accuracy: { reference: estimate(0.9), current: estimate(0.7), verdict: 'worse' } } as const;
const full: PerformanceReport = {
  task: 'classification',
  rows: { reference: 1780, current: 100 },
  verdict: 'worse',
  metrics,
  classes: { a: { f1: metrics.accuracy } },
  confusion: { labels: ['a'], reference: [[3]], current: [[2]] },
  estimated: { method: 'cbpe', rows: 500, metrics },
};

test('everything a report may hold is there and well formed', () => {
  const markup = performanceSection(full).text;
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup.match(/<table/g)).toHaveLength(5);
  expect(markup).toContain('Classification, 1,780 reference and 100 current rows with label and prediction.');
  expect(markup).toContain('From 500 current rows, confidence-based (CBPE)');
});

test('of a report without labels the reason is said', () => {
  const markup = performanceSection({
    task: 'regression',
    rows: { reference: 10, current: 0 },
    verdict: 'unknown',
    reason: 'no <labels>',
    metrics: {},
  }).text;
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('no &lt;labels&gt;');
  expect(markup).not.toContain('<table');
});
