import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ColumnReport, Correction, DriftMethod, DriftSpec, QualityTest } from '@modelmonitor/api';
import { renderHtml } from '../../report/src/html/renderHtml.ts';
import { readTable } from '../../tables/src/files/readTable.ts';
import type { Column, Table } from '../../tables/src/table.ts';
import { categorical, check, checkQuality, numeric, settings, table } from './testCheck.ts';

// The examples of docs/differences.md, each a row "example | Evidently | here": what stands in the last column is computed again.
const doc = readFileSync(fileURLToPath(new URL('../../docs/differences.md', import.meta.url)), 'utf8');
const rows = [...doc.matchAll(/^\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)]
  .map(([, example = '', evidently = '', here = '']) => ({ example, evidently, here }))
  .filter(({ example }) => example !== 'example' && !example.startsWith('---'));

const { NaN: missing, POSITIVE_INFINITY: infinity } = Number;
const ramp = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index / count);
const whole = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);
const times = <Value>(count: number, ...values: Value[]): Value[] => Array.from({ length: count }, () => values).flat();
const gapsFirst = (count: number, gaps: number) => ramp(count).map((value, index) => (index < gaps ? missing : value));
const month = (name: string) => Array.from({ length: 280 }, (_, day) => `2024-${name}-${`${1 + (day % 28)}`.padStart(2, '0')}`);
const items = (from: number, text = (item: string) => item) => whole(100, from).map((item) => text(`item ${`${item}`.padStart(3, '0')}`));
const few = [0.1, 0.9, 0.2, 0.4, 0.45, 0.8, 0.85, 0.3, 0.31, 0.33, 0.7, 0.05];
const texts = (values: readonly number[]) => values.map(String);
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

const columnOf = (values: readonly (number | string | null)[], name = 'x'): Column =>
  values.every((value) => typeof value === 'number') ? numeric(name, values) : categorical(name, values as (string | null)[]);
const rounded = (value: number | null) => (value === null ? 'null' : `${Number(value.toPrecision(4))}`);

function said({ method, score, verdict }: ColumnReport): string {
  return method === null ? verdict : `\`${method}\` ${rounded(score)}, ${verdict}`;
}

interface Choice {
  readonly method?: DriftMethod;
  readonly rules?: DriftSpec['rules'];
  readonly correction?: Correction;
  readonly effectFloor?: number;
}

function report(
  reference: Table,
  current: Table,
  { method, rules = 'guarded', correction = 'benjaminiHochberg', effectFloor = 0.02 }: Choice = {},
) {
  const methods = method === undefined ? {} : { features: { x: { method } } };
  return check({ reference, current, settings: { ...settings, rules, correction, effectFloor, methods } });
}

function of(reference: readonly (number | string | null)[], current: readonly (number | string | null)[], choice: Choice = {}): string {
  const { x } = report(table(columnOf(reference)), table(columnOf(current)), choice).features;
  return x === undefined ? 'no column' : said(x);
}

function both(reference: Table, current: Table): string {
  const { features, warnings } = report(reference, current);
  const columns = Object.entries(features).map(([name, column]) => `${name}: ${said(column)}`);
  return [...columns, ...warnings.filter((warning) => /only in the current/.test(warning)).map(() => 'y: a warning')].join('; ');
}

function quality(test: QualityTest['test'], reference: readonly number[], current: readonly number[]): string {
  const { tests } = checkQuality({ reference: table(numeric('x', reference)), current: table(numeric('x', current)) });
  return `\`${test}\` ${tests.find((found) => found.test === test)?.verdict}`;
}

async function irisHtml(): Promise<string> {
  const iris = await readTable(fileURLToPath(new URL('../fixtures/iris.csv', import.meta.url)));
  const size = renderHtml(report(iris, iris)).length;
  return size < 100_000 ? 'under 100 kB' : `${size}`;
}

const x = (values: readonly number[]) => numeric('x', values);
const y = (values: readonly number[]) => numeric('y', values);
const same = table(x(ramp(40)), y(ramp(40)));
const constant = times(40, 3.5);

/** What this product says to each example. */
const HERE: Readonly<Record<string, () => string | Promise<string>>> = {
  '0 … 1999 / 2000, the last current value infinite': () => of(ramp(2000), [...ramp(2000).slice(0, -1), infinity]),
  '`psi`, 0 … 39 / 40, the last current value infinite': () => of(ramp(40), [...ramp(40).slice(0, -1), infinity], { method: 'psi' }),
  'x as the reference, y without a value': () => both(same, table(x(ramp(40)), y(times(40, missing)))),
  'x as the reference, y not in the current data': () => both(same, table(x(ramp(40)))),
  'x as the reference, y only in the current data': () => both(table(x(ramp(40))), same),
  'booleans with gaps: True, False, none; 20 times on each side': () =>
    of(times(20, 'True', 'False', null), times(20, 'True', 'False', null)),
  'the letters a … z, once on each side': () => of(letters, letters),
  '`t_test`, 3.5 forty times on each side': () => of(constant, constant, { method: 't_test' }),
  '`chisquare`, "a" forty times on each side': () => of(times(40, 'a'), times(40, 'a'), { method: 'chisquare' }),
  '`anderson`, 3.5 forty times on each side': () => of(constant, constant, { method: 'anderson' }),
  '`es`, 3.5 forty times on each side': () => of(constant, constant, { method: 'es' }),
  '`wasserstein`, 1e300 … 30e300; twice as large': () =>
    of(
      whole(30, 1).map((n) => n * 1e300),
      whole(30, 1).map((n) => n * 2e300),
      { method: 'wasserstein' },
    ),
  '`hellinger`, 1e-300 … 29e-300; 3e-300 … 24e-300': () => {
    const [reference, current] = [whole(29, 1), whole(22, 3)].map((values) => values.map((n) => n * 1e-300));
    return of(reference ?? [], current ?? [], { method: 'hellinger' });
  },
  '`mannw`, 0.5 … 1.475; 0 … 0.975 (40 values, lower)': () => of(ramp(40, 0.5), ramp(40), { method: 'mannw' }),
  '`mannw`, 0 … 0.975; 0.5 … 1.475 (40 values, higher)': () => of(ramp(40), ramp(40, 0.5), { method: 'mannw' }),
  '`cramer_von_mises`, 1 … 8; 2.5 … 9.5': () => of(whole(8, 1), whole(8, 2.5), { method: 'cramer_von_mises' }),
  '`cramer_von_mises`, 1 … 4; 2.5 … 5.5': () => of(whole(4, 1), whole(4, 2.5), { method: 'cramer_von_mises' }),
  '`cramer_von_mises`, 0, 0, 0, 1.5 repeated 300 times; 75 times': () =>
    of(times(300, 0, 0, 0, 1.5), times(75, 0, 0, 0, 1.5), { method: 'cramer_von_mises' }),
  '`cramer_von_mises`, 400 values 0 … 1; 0.5 higher': () => of(ramp(400), ramp(400, 0.5), { method: 'cramer_von_mises' }),
  '`cramer_von_mises`, 400 values 0 … 1; 0.8 higher': () => of(ramp(400), ramp(400, 0.8), { method: 'cramer_von_mises' }),
  '`g_test`, "a", "b" 20 times; 10 times': () => of(times(20, 'a', 'b'), times(10, 'a', 'b'), { method: 'g_test' }),
  '`g_test`, "a", "b" 20 times; 25 "a", 15 "b"': () =>
    of(times(20, 'a', 'b'), [...times(25, 'a'), ...times(15, 'b')], { method: 'g_test' }),
  '`fisher_exact`, "a", "b" 20 times; 15 "a", 5 "b"': () =>
    of(times(20, 'a', 'b'), [...times(15, 'a'), ...times(5, 'b')], { method: 'fisher_exact' }),
  '`hellinger`, integers 0, 1 twenty times; 30 of 0, 10 of 1': () =>
    of(times(20, 0, 1), [...times(30, 0), ...times(10, 1)], { method: 'hellinger' }),
  '`hellinger`, integers 0, 1 twenty times; 0 forty times': () => of(times(20, 0, 1), times(40, 0), { method: 'hellinger' }),
  '`es`, 200 of 0, 300 of 1.5; 150 of each (`z`: p = 0.005775)': () =>
    of([...times(200, 0, 1.5), ...times(100, 1.5)], times(150, 0, 1.5), { method: 'es' }),
  '`TVD`, 2 "9", 2 "x", 1 "10"; 2 "x", 3 "10" (exactly 0.7143)': () =>
    of(['9', '9', 'x', 'x', '10'], ['x', 'x', '10', '10', '10'], { method: 'TVD' }),
  '`empirical_mmd`, 0 … 39 / 40 on each side': () => of(ramp(40), ramp(40), { method: 'empirical_mmd' }),
  '`psi`, 200 values 0 … 1; their squares': () =>
    of(
      ramp(200),
      ramp(200).map((value) => value ** 2),
      { method: 'psi' },
    ),
  'whole numbers 0 … 10 four times; 0 … 9 four times': () => of(times(4, ...whole(11)), times(4, ...whole(10))),
  'days of January 2024; of February, 280 rows each': () => of(month('01'), month('02')),
  '"item 000" … "item 099"; "item 100" … "item 199"': () => of(items(0), items(100)),
  '"item 000" … "item 099"; each written twice in its row': () =>
    of(
      items(0),
      items(0, (item) => `${item} ${item}`),
    ),
  'identifiers 100 … 179; 200 … 279, declared categories': () => of(whole(80, 100).map(String), whole(80, 200).map(String)),
  'x 100 values 0 … 1; 50 values 0 … 1 and 50 gaps': () => {
    const found = report(table(x(ramp(100))), table(x([...ramp(50), ...times(50, missing)]))).features['x'] as ColumnReport;
    return `${said(found)}; missing share p = ${rounded(found.missing_shift?.score ?? null)}, ${found.missing_shift?.drifted ? 'drifted' : 'stable'}`;
  },
  '"a", "b" 500 times; one "b" is "c" instead': () => of(times(500, 'a', 'b'), [...times(499, 'a', 'b'), 'a', 'c']),
  'the same with `--like-evidently`': () => of(times(500, 'a', 'b'), [...times(499, 'a', 'b'), 'a', 'c'], { rules: 'evidently' }),
  'whole numbers 0 … 9 fifty times; the same, one 9 is 10 instead': () =>
    of(texts(times(50, ...whole(10))), texts([...times(50, ...whole(10)).slice(0, -1), 10])),
  'whole numbers 0 … 9 fifty times; each one higher': () => of(texts(times(50, ...whole(10))), texts(times(50, ...whole(10, 1)))),
  '2,000 values 0 … 1; 12 others of that range': () => of(ramp(2000), few),
  '"no" 600 times; 49 times "no", once "yes"': () => of(times(600, 'no'), [...times(49, 'no'), 'yes']),
  '"a", "b" 100 times; 63 "a", 37 "b", beside 9 features that did not change': () => {
    const still = whole(9).map((index) => numeric(`${index}`, ramp(100)));
    const sides = [times(100, 'a', 'b'), [...times(63, 'a'), ...times(37, 'b')]].map((values) => table(categorical('x', values), ...still));
    return said(report(sides[0] as Table, sides[1] as Table).features['x'] as ColumnReport);
  },
  '`ks`, 20,000 values 0 … 1; 0.015 higher': () => of(ramp(20_000), ramp(20_000, 0.015), { method: 'ks' }),
  '`psi`, 12 values 0 … 1; 12 others of that range': () => of(ramp(12), few, { method: 'psi' }),
  '40 of 100 missing; 10 of 100': () => quality('missing_share', gapsFirst(100, 40), gapsFirst(100, 10)),
  '10 of 100 missing; 12 of 100': () => quality('missing_share', gapsFirst(100, 10), gapsFirst(100, 12)),
  '100 values 0 … 0.99; one of 100 is 1.001': () => quality('out_of_range', ramp(100), [...ramp(100).slice(1), 1.001]),
  '100 rows; 200 rows': () => quality('row_count', ramp(100), ramp(200)),
  '0 … 49 twice; 0 … 49 eight times': () => quality('duplicate_rows', times(2, ...whole(50)), times(8, ...whole(50))),
  'HTML of the five columns of iris': irisHtml,
};

test.each(rows)('docs/differences.md: $example', async ({ example, here }) => {
  expect(await HERE[example]?.()).toBe(here);
});

test('every example computed here is in the document', () => {
  expect(rows.map(({ example }) => example).sort()).toEqual(Object.keys(HERE).sort());
});
