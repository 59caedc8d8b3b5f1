import type { ConceptDriftReport } from '@modelmonitor/api';
import { unbalancedTag } from '../unbalancedTag.ts';
import { conceptSection, errorGivenFeatures } from './conceptSection.ts';

const concept: ConceptDriftReport = {
  verdict: 'unknown',
  reason: 'needs <30> rows',
  rows: 12,
  error_rate: [],
  detectors: [],
  error_given_features: null,
};

test('a report without a result gives its reason', () => {
  const markup = conceptSection(concept, 'share').text;
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('12 labelled current rows. needs &lt;30&gt; rows</p></section>');
});

test('chart, detectors and error given the features are there', () => {
  const markup = conceptSection(
    {
      ...concept,
      error_rate: [0.1, 0.2],
      detectors: [{ detector: 'ddm', verdict: 'stable', events: [], n_events: 0 }],
      error_given_features: { statistic: 1, p_value: 0.3, threshold: 0.05, verdict: 'stable', features: [] },
    },
    'share',
  ).text;
  expect(unbalancedTag(markup)).toBeUndefined();
  for (const part of ['class="line"', '>DDM</th>', 'Error given the features']) expect(markup).toContain(part);
});

test('the test and the features are shown', () => {
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

test('without a result the reason is shown, and no table', () => {
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
