import { DriftDataError } from '../../../tables/src/errors.ts';
import type { DataSource } from '../../../tables/src/files/dataSource.ts';
import { columnPlan } from './columnPlan.ts';

const names = Array.from({ length: 10 }, (_, index) => `x${index}`);
const columns = names.map((name) => ({ name, id: name, sqlType: 'DOUBLE' }));
const parquet = (rows: number): DataSource => ({
  paths: ['a.parquet'],
  format: 'parquet',
  sql: '',
  columns,
  rows,
  notes: [],
  copied: [],
  bytes: 80 * rows,
});
const csv = (bytes: number): DataSource => ({
  paths: ['a.csv'],
  format: 'csv',
  sql: '',
  columns,
  rows: undefined,
  notes: [],
  copied: [],
  bytes,
});

test.each([
  { name: 'small files stay on one thread, in one pass', side: parquet(1000), memoryBytes: 1e9, threads: 1, groups: 1 },
  { name: 'a million rows go to every thread, two columns at a time', side: parquet(1_000_000), memoryBytes: 1e9, threads: 4, groups: 5 },
  {
    name: 'ten million rows go column by column, on as many threads as fit',
    side: parquet(1e7),
    memoryBytes: 1.1e9,
    threads: 2,
    groups: 10,
  },
  { name: 'a small CSV is read in one pass', side: csv(1e6), memoryBytes: 1e9, threads: 1, groups: 1 },
  { name: 'a large CSV is read once by each thread', side: csv(1e8), memoryBytes: 4e9, threads: 4, groups: 4 },
])('$name', ({ side, memoryBytes, threads, groups }) => {
  const plan = columnPlan(names, [side, side], { memoryBytes, jobs: 4 });
  expect({ threads: plan.threads, groups: plan.groups.length }).toEqual({ threads, groups });
  expect(plan.groups.flat()).toEqual(names);
});

test('a column that does not fit says what it takes', () => {
  expect(() => columnPlan(names, [parquet(1e8), parquet(1e8)], { memoryBytes: 1e9, jobs: 2 })).toThrow(DriftDataError);
  expect(() => columnPlan(names, [parquet(1e8)], { memoryBytes: 1e9, jobs: 2 })).toThrow(
    /need \d+ MB of memory to compare a column, got 953 MB/,
  );
});

test('thousands of columns are read some hundreds at a time, whatever their rows, since each takes memory of the database', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `x${index}`);
  const side = { ...csv(4e6), columns: many.map((name) => ({ name, id: name, sqlType: 'untyped' })) };
  const { groups, threads } = columnPlan(many, [side, side], { memoryBytes: 1e9, jobs: 4 });
  expect({ threads, groups: groups.length, first: groups[0]?.length, all: groups.flat().length }).toEqual({
    threads: 1,
    groups: 17,
    first: 600,
    all: 10_000,
  });
});
