import type { PerformanceMetric } from '@modelmonitor/api';
import { unbalancedTag } from '../unbalancedTag.ts';
import { classTable } from './classTable.ts';

const metric = (before: number | null, after: number | null, verdict: PerformanceMetric['verdict']): PerformanceMetric => ({
  reference: before === null ? null : { value: before, lower: null, upper: null },
  current: after === null ? null : { value: after, lower: null, upper: null },
  verdict,
});

const said = (classes: Parameters<typeof classTable>[0]) =>
  classTable(classes)
    ?.text.replace(/^.*<tbody>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

test('each class has its metrics of both sides, marked where they changed', () => {
  const classes = {
    '<red>': { recall: metric(0.9, 0.5, 'worse'), precision: metric(0.9, 0.9, 'stable') },
    white: { precision: metric(null, 0.8, 'unknown') },
  };
  expect(unbalancedTag(classTable(classes)?.text ?? '')).toBeUndefined();
  expect(said(classes)).toBe('&lt;red&gt; 0.900 → 0.900 0.900 → 0.500 Worse white – → 0.800 –');
});

test('of many classes the first fifty are shown', () => {
  const classes = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`c${index}`, { f1: metric(1, 1, 'stable') }]));
  const table = classTable(classes)?.text ?? '';
  expect(table.match(/<th scope="row">/g)).toHaveLength(50);
  expect(table).toContain('the first 50 of 60');
});

test('no classes give no table', () => {
  expect(classTable({})).toBeUndefined();
});
