import { unbalancedTag } from '../unbalancedTag.ts';
import { metricTable } from './metricTable.ts';

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
