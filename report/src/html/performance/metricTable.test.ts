import { unbalancedTag } from '../unbalancedTag.ts';
import { intervalMark, metricTable } from './metricTable.ts';

const estimate = (value: number, lower: number | null = null, upper: number | null = null) => ({ value, lower, upper });
const said = (metrics: Parameters<typeof metricTable>[0]) => {
  const markup = metricTable(metrics, 'Metrics').text.replaceAll('\u00a0', ' ');
  expect(unbalancedTag(markup)).toBeUndefined();
  return [...markup.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) =>
    row
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
};

test.each<{ name: string; metrics: Parameters<typeof metricTable>[0]; expected: string[] }>([
  {
    name: 'figures with their intervals',
    metrics: { accuracy: { reference: estimate(0.91, 0.88, 0.94), current: estimate(0.78, 0.7, 0.86), verdict: 'worse' } },
    expected: ['Accuracy higher is better 0.910 0.880 to 0.940 0.780 0.700 to 0.860 Worse'],
  },
  {
    name: 'a figure that is missing gives its reason',
    metrics: { roc_auc: { reference: estimate(0.9), current: null, verdict: 'unknown', reason: 'one class <only>' } },
    expected: ['ROC AUC higher is better 0.900 – Unknown one class &lt;only&gt;'],
  },
  {
    name: 'a metric of a later version',
    metrics: { '<lift>': { reference: estimate(2), current: estimate(3), verdict: 'better' } },
    expected: ['&lt;lift&gt; 2.000 3.000 Better'],
  },
])('$name', ({ metrics, expected }) => {
  expect(said(metrics)).toEqual(expected);
});

test('both intervals lie on one scale, reference above current', () => {
  const mark = intervalMark({ reference: estimate(0.9, 0.8, 1), current: estimate(0.5, 0.4, 0.6) })?.text ?? '';
  expect(unbalancedTag(mark)).toBeUndefined();
  expect(mark).toContain('class="reference" d="M131 7H194"');
  expect(mark).toContain('class="reference dot" d="M163 7h0"');
  expect(mark).toContain('class="current" d="M6 17H69"');
});

test('figures without an interval are dots', () => {
  expect(intervalMark({ reference: estimate(1), current: estimate(3) })?.text).toContain('class="current" d="M194 17H194"');
});

test.each([
  { name: 'neither figure', reference: null, current: null },
  { name: 'one figure without an interval', reference: null, current: estimate(3) },
  { name: 'equal figures', reference: estimate(3), current: estimate(3) },
])('$name gives no drawing', ({ reference, current }) => {
  expect(intervalMark({ reference, current })).toBeUndefined();
});
