import { unbalancedTag } from '../unbalancedTag.ts';
import { errorGivenFeatures } from './errorGivenFeatures.ts';

test('the test and the features are told', () => {
  const markup = errorGivenFeatures({
    statistic: 12.5,
    p_value: 0.001,
    threshold: 0.05,
    verdict: 'drifted',
    features: [{ name: '<hue>', p_value: 0.002, detail: 'hue > 1: error 0.1 → 0.4' }],
  }).text;
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('Statistic 12.5, p = 0.0010; it changed if p is below 0.05.');
  expect(markup).toContain('&lt;hue&gt;');
  expect(markup).toContain('hue &gt; 1: error 0.1 → 0.4');
});

test('without a result the reason is told and no table is made', () => {
  const markup = errorGivenFeatures({
    statistic: null,
    p_value: null,
    threshold: 0.05,
    verdict: 'unknown',
    reason: 'too few rows',
    features: [],
  });
  expect(markup.text).toContain('too few rows</p>');
  expect(markup.text).not.toContain('<table');
});
