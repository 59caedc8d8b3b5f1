import type { ColumnReport, QualityReport } from '@modelmonitor/api';
import { exampleColumn } from '../../../api/src/report/exampleReport.ts';
import { withCellTypes } from './cellTypes.ts';

const quality: QualityReport = {
  verdict: 'passed',
  n_tests: 2,
  n_failed: 0,
  n_unknown: 0,
  tests: [
    { test: 'row_count', column: null, reference: 1, value: 1, limit: { at_least: 1 }, verdict: 'passed' },
    { test: 'missing_share', column: 'b', reference: 0, value: 0, limit: { at_most: 0 }, verdict: 'passed' },
  ],
};

const cells = (count: number) => ({ count, examples: count === 0 ? [] : [{ row: 151, text: 'n.d.' }] });
const summary = { ...exampleColumn().reference, rows: 199 };

function columnWith(before: number, after: number): ColumnReport {
  return exampleColumn({ reference: summary, current: summary, odd_cells: { reference: cells(before), current: cells(after) } });
}

const testOf = (column: ColumnReport) => withCellTypes(quality, { b: column }).tests.find(({ test: name }) => name === 'column_type');

test('one odd cell fails where the reference has none, and its row is named', () => {
  const found = withCellTypes(quality, { b: columnWith(0, 1) });
  expect(found).toMatchObject({ verdict: 'failed', n_tests: 3, n_failed: 1 });
  expect(found.tests.map(({ test: name, column }) => [name, column])).toEqual([
    ['row_count', null],
    ['column_type', 'b'],
    ['missing_share', 'b'],
  ]);
  expect(testOf(columnWith(0, 1))).toMatchObject({
    reference: 0,
    value: 1,
    limit: { at_most: 0 },
    verdict: 'failed',
    detail: '1 cell is of another type: "n.d." in row 151',
  });
});

test.each([
  { name: 'as many as in the reference', before: 4, after: 4, verdict: 'passed' },
  { name: 'many more than in the reference', before: 1, after: 40, verdict: 'failed' },
  { name: 'in the reference only', before: 4, after: 0, verdict: 'passed' },
])('$name: $verdict', ({ before, after, verdict }) => {
  expect(testOf(columnWith(before, after))?.verdict).toBe(verdict);
});

test('a column that cannot be read in the type of the reference fails with its reason', () => {
  const reason = 'the column cannot be read in the current data: expected numbers, and 200 of 200 values are none';
  expect(testOf(exampleColumn({ verdict: 'unknown', drifted: null, reason }))).toMatchObject({ verdict: 'failed', detail: reason });
  expect(testOf(exampleColumn())).toBeUndefined();
});
