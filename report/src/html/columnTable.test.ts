import { featureRow } from './columnTable.ts';
import { unbalancedTag } from './unbalancedTag.ts';
import { categoricalColumn, emptyColumn, normalColumn } from './wineReport.ts';

const numeric = normalColumn({ mean: 5, deviation: 2, shift: 1, seed: 3 });

test('a row says name, type, method, score, threshold, missing values and verdict', () => {
  const row = featureRow({ name: 'alcohol', column: { ...numeric, score: 0.01234567, verdict: 'drifted' } }, 'f1').text;
  expect(unbalancedTag(row)).toBeUndefined();
  const first = row
    .slice(0, row.indexOf('<tr class="detail"'))
    .replaceAll(/<title>.*?<\/title>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  expect(first.trim()).toBe('alcohol numeric Kolmogorov–Smirnov test p-value p = 0.0123 p ≤ 0.05 none Drifted p = 0.0123');
  expect(row).toContain('title="p = 0.01234567"');
});

test('one drawing is small, one is large, one is of the quantiles', () => {
  const row = featureRow({ name: 'alcohol', column: numeric }, 'f1').text;
  expect(row.match(/<svg role="img"/g)).toHaveLength(3);
  expect(row.match(/<title>Distribution of alcohol, reference and current\. The mean rose/g)).toHaveLength(2);
});

test('the disclosure names the row it opens', () => {
  const row = featureRow({ name: 'alcohol', column: numeric }, 'features-1').text;
  expect(row).toContain('<summary aria-controls="features-1">');
  expect(row).toContain('<tr class="detail" id="features-1"><td colspan="7">');
});

test('missing values are shown as shares, with the counts in the tooltip', () => {
  const missing = { reference: { count: 2, share: 0.01, infinite: 0 }, current: { count: 60, share: 0.12, infinite: 4 } };
  const row = featureRow({ name: 'alcohol', column: { ...numeric, missing } }, 'f1').text;
  expect(row.replaceAll('\u00a0', ' ')).toContain('<span title="2 of the reference, 60 of the current rows">1 % → 12 %</span>');
  expect(row).toContain('data-missing="0.11"');
});

test('a column that was not tested gives its reason', () => {
  const row = featureRow({ name: 'gone', column: emptyColumn('every value is <missing>') }, 'f1').text;
  expect(unbalancedTag(row)).toBeUndefined();
  expect(row).toContain('no values');
  expect(row).toContain('<b>No verdict:</b> every value is &lt;missing&gt;');
});

test('categories open to a table, not to a second drawing', () => {
  const row = featureRow(
    { name: 'kind', column: categoricalColumn({ values: ['a', 'b'], reference: [1, 2], current: [2, 1] }) },
    'f1',
  ).text;
  expect(row).toContain('Most frequent categories');
  expect(row.match(/<svg role="img"/g)).toHaveLength(1);
});

test('sides of different kinds are said not to be comparable', () => {
  const { current } = categoricalColumn({ values: ['a'], reference: [1], current: [1] });
  const row = featureRow({ name: 'kind', column: { ...numeric, current } }, 'f1').text;
  expect(unbalancedTag(row)).toBeUndefined();
  expect(row).toContain('not comparable');
});

test('a shift of the missing values and an immaterial effect are said in the row', () => {
  const effect = { measure: 'ks_statistic', size: 0.02, floor: 0.1, material: false } as const;
  const missing_shift = { p_value: 0.001, score: 0.001, threshold: 0.05, drifted: true };
  const missing = { reference: { count: 2, share: 0.01, infinite: 0 }, current: { count: 60, share: 0.12, infinite: 0 } };
  const column = { ...numeric, score: 0.001, verdict: 'stable', effect, missing, missing_shift } as const;
  const row = featureRow({ name: 'alcohol', column }, 'f1').text;
  expect(unbalancedTag(row)).toBeUndefined();
  expect(row).toContain('<small class="shifted">shifted</small>');
  expect(row).toContain('<small>immaterial</small>');
});

test.each([
  { name: 'a p-value of zero', score: 0, expected: '1000000000' },
  { name: 'no score', score: null, expected: '-1000000000' },
  { name: 'a p-value at its threshold', score: 0.05, expected: '0' },
])('$name is placed at $expected for the script', ({ score, expected }) => {
  expect(featureRow({ name: 'a', column: { ...numeric, score } }, 'f1').text).toContain(`data-score="${expected}"`);
});
