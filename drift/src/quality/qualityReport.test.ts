import { type QualityTest, qualityCheckFacts } from '@modelmonitor/api';
import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import type { Column, Table } from '../../../tables/src/table.ts';
import { checkQuality } from '../testCheck.ts';

const numbers = (values: ArrayLike<number>, name = 'x'): Column => ({ name, type: 'numeric', values: Float64Array.from(values) });
const words = (values: readonly (string | null)[], name = 'x'): Column => ({ name, type: 'categorical', values });
const table = (...columns: Column[]): Table => ({ rows: columns[0]?.values.length ?? 0, columns });
const normals = (rows: number, seed: number) => Array.from({ length: rows }, normalFrom(randomFromSeed(seed)));
const repeated = (rows: number, ...values: string[]) => Array.from({ length: rows }, (_, row) => values[row % values.length] as string);

function outcome(reference: Table, current: Table, name: QualityTest['test']): QualityTest | undefined {
  return checkQuality({ reference, current }).tests.find(({ test }) => test === name);
}

const reference = normals(1000, 1);
const current = normals(500, 2);
const spoilt = (share: number, value: number) => current.map((kept, row) => (row < share * current.length ? value : kept));

test('a table compared with itself fails nothing', () => {
  const columns = { shape: 1, rows: 1, presence: 2, column: 2, numbers: 1, categories: 1 };
  const checks = Object.values(qualityCheckFacts).reduce((sum, { scope }) => sum + columns[scope], 0);
  const same = table(numbers(reference), words(repeated(1000, 'a', 'b', 'c'), 'y'));
  const report = checkQuality({ reference: same, current: same });
  expect(report).toMatchObject({ verdict: 'passed', n_failed: 0, n_unknown: 0, n_tests: checks });
});

test.each<{ name: string; values: readonly number[]; test: QualityTest['test']; verdict: string }>([
  { name: 'no missing value passes', values: current, test: 'missing_share', verdict: 'passed' },
  { name: 'one missing value is sampling error', values: spoilt(0.002, Number.NaN), test: 'missing_share', verdict: 'passed' },
  { name: 'a tenth missing fails', values: spoilt(0.1, Number.NaN), test: 'missing_share', verdict: 'failed' },
  { name: 'all missing is empty', values: spoilt(1, Number.NaN), test: 'empty_column', verdict: 'failed' },
  { name: 'all missing has no range', values: spoilt(1, Number.NaN), test: 'out_of_range', verdict: 'unknown' },
  { name: 'all missing has no mean', values: spoilt(1, Number.NaN), test: 'mean_within_2_sigma', verdict: 'unknown' },
  { name: 'all missing is not called constant', values: spoilt(1, Number.NaN), test: 'constant_column', verdict: 'unknown' },
  { name: 'infinities are out of range', values: spoilt(0.1, Number.POSITIVE_INFINITY), test: 'out_of_range', verdict: 'failed' },
  { name: 'infinities are not missing', values: spoilt(0.1, Number.NEGATIVE_INFINITY), test: 'missing_share', verdict: 'passed' },
  { name: 'huge values are out of range', values: spoilt(0.1, 1e308), test: 'out_of_range', verdict: 'failed' },
  { name: 'huge values are outliers', values: spoilt(0.1, 1e308), test: 'outliers_robust_z', verdict: 'failed' },
  {
    name: 'a mean that overflows has no verdict',
    values: current.map((_, row) => (row % 2 ? 1.7e308 : -1.7e308)),
    test: 'mean_within_2_sigma',
    verdict: 'unknown',
  },
  { name: 'a stuck sensor is constant', values: spoilt(1, 0.5), test: 'constant_column', verdict: 'failed' },
  {
    name: 'zeros of both signs are one value',
    values: current.map((_, row) => (row % 2 ? -0 : 0)),
    test: 'constant_column',
    verdict: 'failed',
  },
  { name: 'half a stuck sensor has a most common value', values: spoilt(0.5, 0.5), test: 'most_common_share', verdict: 'failed' },
  { name: 'a mean three deviations off fails', values: current.map((x) => x + 3), test: 'mean_within_2_sigma', verdict: 'failed' },
  { name: 'a mean one deviation off passes', values: current.map((x) => x + 1), test: 'mean_within_2_sigma', verdict: 'passed' },
  { name: 'outliers of a wider spread fail', values: current.map((x) => 3 * x), test: 'outliers_iqr', verdict: 'failed' },
  { name: 'fewer outliers never fail', values: current.map((x) => x / 9), test: 'outliers_iqr', verdict: 'passed' },
  { name: 'one value is not called constant', values: [0.5], test: 'constant_column', verdict: 'unknown' },
  { name: 'one value far off leaves the mean unknown', values: [9], test: 'mean_within_2_sigma', verdict: 'unknown' },
  { name: 'no rows have no missing share', values: [], test: 'missing_share', verdict: 'unknown' },
  { name: 'no rows are too few', values: [], test: 'row_count', verdict: 'failed' },
])('$name', ({ values, test: name, verdict }) => {
  expect(outcome(table(numbers(reference)), table(numbers(values)), name)?.verdict).toBe(verdict);
});

test.each<{ name: string; before: string[]; after: (string | null)[]; test: QualityTest['test']; verdict: string }>([
  {
    name: 'known categories pass',
    before: repeated(1000, 'a', 'b'),
    after: repeated(100, 'a', 'b'),
    test: 'out_of_list',
    verdict: 'passed',
  },
  {
    name: 'rare new ones are sampling error',
    before: repeated(1000, 'a', 'b'),
    after: [...repeated(999, 'a', 'b'), 'c'],
    test: 'out_of_list',
    verdict: 'passed',
  },
  {
    name: 'a third of new ones fails',
    before: repeated(1000, 'a', 'b'),
    after: repeated(99, 'a', 'b', 'c'),
    test: 'out_of_list',
    verdict: 'failed',
  },
  {
    name: 'one frequent new one is one category',
    before: repeated(1000, 'a', 'b'),
    after: repeated(99, 'a', 'b', 'c'),
    test: 'new_categories',
    verdict: 'passed',
  },
  {
    name: 'many new ones fail',
    before: repeated(1000, 'a'),
    after: Array.from({ length: 99 }, (_, row) => `${row}`),
    test: 'new_categories',
    verdict: 'failed',
  },
  {
    name: 'identifiers are always new',
    before: Array.from({ length: 1000 }, (_, row) => `r${row}`),
    after: repeated(99, 'a', 'b'),
    test: 'out_of_list',
    verdict: 'unknown',
  },
  {
    name: 'nothing but missing ones is empty',
    before: repeated(1000, 'a', 'b'),
    after: [null, null, null, null, null],
    test: 'empty_column',
    verdict: 'failed',
  },
])('of categories, $name', ({ before, after, test: name, verdict }) => {
  expect(outcome(table(words(before)), table(words(after)), name)?.verdict).toBe(verdict);
});

test('new categories are named, the most frequent first, and cut', () => {
  const fresh = ['z', 'z', 'b'.repeat(99), 'c', 'd', 'e', 'f'];
  const detail = outcome(table(words(repeated(1000, 'a'))), table(words([...fresh, 'a'])), 'out_of_list')?.detail;
  expect(detail).toBe(`"z", "${'b'.repeat(39)}…", "c", "d", "e" and 1 more`);
});

test('columns vanished, new and of another type are reported for the table', () => {
  const report = checkQuality({
    reference: table(numbers([1, 2], 'gone'), numbers([1, 2], 'same'), numbers([1, 2], 'turned')),
    current: table(numbers([1, 2], 'same'), words(['1', '2'], 'turned'), words(['a', 'b'], 'fresh')),
  });
  const failed = report.tests.filter(({ verdict }) => verdict === 'failed').map(({ test: name, detail }) => [name, detail]);
  expect(failed).toEqual([
    ['column_missing', '"gone"'],
    ['column_new', '"fresh"'],
    ['column_type', '"turned"'],
  ]);
});

test.each([
  { name: 'both empty', tables: { reference: table(), current: table() } },
  { name: 'empty columns', tables: { reference: table(numbers([])), current: table(numbers([])) } },
  { name: 'one row', tables: { reference: table(numbers([1])), current: table(numbers([2])) } },
  { name: 'nothing but NaN', tables: { reference: table(numbers([Number.NaN])), current: table(numbers([Number.NaN])) } },
  {
    name: 'extremes',
    tables: { reference: table(numbers([-1.7e308, 1.7e308])), current: table(numbers([1.7e308, Number.NEGATIVE_INFINITY])) },
  },
])('$name give strict JSON, and a reason for every unknown', ({ tables }) => {
  const report = checkQuality(tables);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  for (const { verdict, reason } of report.tests) expect(reason !== undefined).toBe(verdict === 'unknown');
});
