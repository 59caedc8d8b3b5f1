import { parsePromql } from './parsePromql.ts';

test('lists the series an expression reads, with range and function', () => {
  const { problems, selectors, groupingLabels } = parsePromql('sum by (a, b) (rate(x_total{job=~"j|k", c!=""}[5m] offset 1d)) / on (a) up');
  expect(problems).toEqual([]);
  expect(selectors).toEqual([
    {
      metric: 'x_total',
      matchers: [
        { label: 'job', operator: '=~', value: 'j|k' },
        { label: 'c', operator: '!=', value: '' },
      ],
      range: '5m',
      calledBy: 'rate',
    },
    { metric: 'up', matchers: [], range: undefined, calledBy: undefined },
  ]);
  expect(groupingLabels).toEqual(['a', 'b', 'a']);
});

test('reports what is not PromQL', () => {
  expect(parsePromql('rate(x_total[$__rate_interval])').problems).not.toEqual([]);
});
