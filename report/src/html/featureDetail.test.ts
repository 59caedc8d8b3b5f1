import type { ColumnReport } from '@modelmonitor/api';
import { featureDetail, missingOverTime } from './featureDetail.ts';
import { fullReport } from './fullReport.ts';
import { unbalancedTag } from './unbalancedTag.ts';

const { features } = fullReport();

function detail(name: string): string {
  const markup = featureDetail({ name, column: features[name] as ColumnReport }).text.replaceAll('\u00a0', ' ');
  expect(unbalancedTag(markup)).toBeUndefined();
  return markup;
}

test.each([
  { name: 'pH', parts: ['Share of rows by value', 'Quantiles (reference', 'Missing over time', 'rose from 0 % to 12 % (two-proportion'] },
  { name: 'hue', parts: ['<b>Note:</b> the difference is significant', 'below the floor of 0.1: significant but immaterial.'] },
  { name: 'region', parts: ['Most frequent categories', 'Barolo'] },
  { name: 'tasting_note', parts: ['Texts the reference lacks', 'Mean length, characters'] },
  { name: 'sensor_b', parts: ['<b>No verdict:</b> the column is not in the reference'] },
  { name: 'country', parts: ['<b>Note:</b> every value of both sides is the same'] },
])('$name opens to what is known about it', ({ name, parts }) => {
  const markup = detail(name);
  for (const part of parts) expect(markup).toContain(part);
});

test('what a column does not have is left out', () => {
  const markup = detail('ash');
  for (const part of ['Missing over time', 'Effect size', 'two-proportion', 'Most frequent']) expect(markup).not.toContain(part);
});

test('texts are not listed', () => {
  const column = features['tasting_note'] as ColumnReport;
  const rare = { ...column.current, rows: 1000, histogram: { values: ['a', 'b'], counts: [1, 1], other: 998 } } as ColumnReport['current'];
  const markup = featureDetail({ name: 'note', column: { ...column, reference: rare, current: rare } }).text;
  expect(markup).toContain('texts or identifiers, which are not shown');
  expect(markup).not.toContain('Most frequent categories');
});

test('cells of another type are named with their rows, as text', () => {
  const none = { count: 0, examples: [] };
  const current = { count: 7, examples: [{ row: 8, text: '<b>12B</b>' }] };
  const markup = featureDetail({
    name: 'ash',
    column: { ...(features['ash'] as ColumnReport), odd_cells: { reference: none, current } },
  }).text;
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain(
    '7 cells of the current data are no number and left out of the test: “<bdi>&lt;b&gt;12B&lt;/b&gt;</bdi>” in row 8 and 6 more.',
  );
  expect(markup).not.toContain('cells of the reference');
});

test('a bar for each slice that has missing values, the highest as high as the drawing', () => {
  const markup = missingOverTime({ missing_over_time: [0, 0.2, 0.1, 0] })?.text ?? '';
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('d="M50 40v-40h40V40zM100 40v-20h40V40z"');
  expect(markup.replaceAll('\u00a0', ' ')).toContain('oldest first: 0 %, 20 %, 10 %, 0 %.</title>');
});

test.each([
  { name: 'nothing missing', slices: [0, 0, 0] },
  { name: 'one slice', slices: [0.5] },
])('$name gives no drawing', ({ slices }) => {
  expect(missingOverTime({ missing_over_time: slices })).toBeUndefined();
});

test('a report that does not say gives no drawing', () => {
  expect(missingOverTime({})).toBeUndefined();
});
