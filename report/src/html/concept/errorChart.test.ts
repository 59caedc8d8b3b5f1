import type { ConceptDriftReport } from '@modelmonitor/api';
import { unbalancedTag } from '../unbalancedTag.ts';
import { errorChart } from './errorChart.ts';

function chart(errors: (number | null)[], changes: Partial<ConceptDriftReport> = {}, unit: 'share' | 'amount' = 'share'): string {
  const report: ConceptDriftReport = {
    verdict: 'stable',
    rows: 400,
    error_rate: errors,
    detectors: [],
    error_given_features: null,
    ...changes,
  };
  return errorChart(report, unit)?.text.replaceAll('\u00a0', ' ') ?? '';
}

test('the line goes through the middle of each slice, up to a round value', () => {
  const markup = chart([0, 0.1, 0.4, 0.2]);
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('class="line" d="M75 200L225 150L375 0L525 100"');
  expect(markup).toContain('>40 %</span>');
});

test('a slice without an error breaks the line; one between two such is a dot', () => {
  expect(chart([0.4, null, 0.4, 0.2])).toContain('d="M75 0h0M375 0L525 100"');
});

test('an alarm is an upright line at its row, and is read aloud', () => {
  const events = [
    { kind: 'warning', row: 100 },
    { kind: 'drift', row: 200 },
  ] as const;
  const markup = chart([0, 0.4], { detectors: [{ detector: 'ddm', verdict: 'drifted', events: [...events], n_events: 2 }] });
  expect(markup).toContain('class="alarm warning" d="M150 0V200"');
  expect(markup).toContain('class="alarm drift" d="M300 0V200"');
  expect(markup).toContain('Alarms: DDM at row 200.</title>');
});

test('amounts are numbers', () => {
  const markup = chart([120, 400], {}, 'amount');
  expect(markup).toContain('Mean absolute error by labelled row');
  expect(markup).toContain('>400</span>');
});

test('no errors at all are a line on the ground', () => {
  expect(chart([0, 0])).toContain('d="M150 200L450 200"');
});

test.each([
  { name: 'no slices', errors: [] },
  { name: 'one slice with an error', errors: [null, 0.2, null] },
])('$name give no drawing', ({ errors }) => {
  expect(chart(errors)).toBe('');
});
