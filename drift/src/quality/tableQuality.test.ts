import type { QualityTest } from '@modelmonitor/api';
import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import type { Column, Table, TableShape } from '../../../tables/src/table.ts';
import { qualityLimits } from './qualityLimits.ts';
import { tableQuality } from './tableQuality.ts';

const normals = (rows: number, seed: number) => Float64Array.from({ length: rows }, normalFrom(randomFromSeed(seed)));
const numbers = (name: string, values: Float64Array): Column => ({ name, type: 'numeric', values });
const table = (...columns: Column[]): Table => ({ rows: columns[0]?.values.length ?? 0, columns });
const two = (rows: number, seed: number) => table(numbers('a', normals(rows, seed)), numbers('b', normals(rows, seed + 1)));

function outcome(reference: Table | TableShape, current: Table | TableShape, name: QualityTest['test']): QualityTest | undefined {
  return tableQuality({ reference, current }, qualityLimits(2)).find(({ test }) => test === name);
}

function doubled({ columns }: Table): Table {
  return table(...columns.map((column) => numbers(column.name, Float64Array.from([...column.values, ...column.values] as number[]))));
}

test('rows sent twice fail, with their number', () => {
  const found = outcome(two(1000, 1), doubled(two(200, 5)), 'duplicate_rows');
  expect(found).toMatchObject({ verdict: 'failed', value: 0.5, reference: 0, detail: '200 of 400 rows repeat another' });
});

test('a larger window of few values repeats more and does not fail for that', () => {
  const dice = (rows: number, seed: number) =>
    table(
      numbers(
        'a',
        normals(rows, seed).map((x) => Math.round(x * 50)),
      ),
    );
  expect(outcome(dice(300, 1), dice(30_000, 2), 'duplicate_rows')?.verdict).toBe('passed');
});

test('missing values and zeros of both signs make equal rows', () => {
  const current = table(numbers('a', Float64Array.of(0, -0, Number.NaN, Number.NaN)));
  expect(outcome(two(1000, 1), current, 'duplicate_rows')?.detail).toBe('2 of 4 rows repeat another');
});

test('a column that became a copy of another fails, one that was a copy before does not', () => {
  const values = normals(500, 3);
  const copy = table(numbers('a', values), numbers('b', values.slice()));
  expect(outcome(two(1000, 1), copy, 'duplicate_column')).toMatchObject({ verdict: 'failed', value: 1, detail: 'new copies: "b"' });
  expect(outcome(copy, copy, 'duplicate_column')?.verdict).toBe('passed');
});

test('columns that rarely differ are equal by chance in a small window', () => {
  const flags = (rows: number, one: number) => Float64Array.from({ length: rows }, (_, row) => (row === one ? 1 : 0));
  const reference = table(numbers('a', flags(1000, 5)), numbers('b', flags(1000, 6)));
  const current = table(numbers('a', flags(50, -1)), numbers('b', flags(50, -1)));
  expect(outcome(reference, current, 'duplicate_column')?.verdict).toBe('passed');
});

test('a reference without rows at hand leaves duplicates unknown and judges the rest', () => {
  const shape: TableShape = { rows: 1000, columns: [{ name: 'a', type: 'numeric' }] };
  expect(outcome(shape, two(100, 1), 'duplicate_rows')).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('row by row'),
  });
  expect(outcome(shape, two(100, 1), 'column_new')).toMatchObject({ verdict: 'failed', detail: '"b"' });
});
