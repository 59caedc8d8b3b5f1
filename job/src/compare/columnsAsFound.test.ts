import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnReport, Report } from '@modelmonitor/api';
import { compareFiles, type FileComparison, openFiles } from './compareFiles.ts';

// Columns as files really have them, on either side: what they are read as, and that one of them ends no comparison.

const settings: FileComparison['settings'] = {
  methods: {},
  rules: 'evidently',
  correction: 'none',
  share: 0.5,
  levels: [],
  minRows: 1,
  effectFloor: 0,
};
const context = { run: 'r', timestamp: '2026-01-01T00:00:00.000Z', monitor: null, model: null, from: null, to: null, warnings: [] };

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'columns-as-found-'));
});
afterAll(() => rm(directory, { recursive: true }));

type Cells = readonly string[];

async function report(reference: Cells, current: Cells, { name = 'x', types = {} } = {}): Promise<Report> {
  const paths = { reference: join(directory, 'reference.csv'), current: join(directory, 'current.csv') };
  const csv = (cells: Cells) => `${name};rest\n${cells.map((cell, row) => `${cell};${row}.5\n`).join('')}`;
  await writeFile(paths.reference, csv(reference));
  await writeFile(paths.current, csv(current));
  const files = await openFiles({ reference: [paths.reference], current: [paths.current] });
  return compareFiles(files, { types, settings, context, limits: { memoryBytes: 1e9, jobs: 1 } });
}

async function column(reference: Cells, current: Cells, types?: FileComparison['types']): Promise<ColumnReport> {
  const { features } = await report(reference, current, types === undefined ? {} : { types });
  expect(features['rest']).toMatchObject({ type: 'numeric', method: 'ks' });
  return features['x'] as ColumnReport;
}

const ROWS = 60;
const cells = (of: (row: number) => string): string[] => Array.from({ length: ROWS }, (_, row) => of(row));
const numbers = (from = 0) => cells((row) => `${from + ((row * 37) % ROWS)}.5`);
const instead = (all: Cells, row: number, text: string) => all.toSpliced(row, 1, text);

test.each(['?', '-', '--', '.', 'x', '\\N', '(null)', 'Null', 'none', 'n.a.', 'n.d.', 'unknown', '#DIV/0!', '#VALUE!', '*', "'-"])(
  '%s among numbers is missing, on either side',
  async (marker) => {
    const marked = instead(instead(numbers(), 0, marker), 9, marker);
    const expected = { type: 'numeric', method: 'ks', verdict: 'stable' };
    expect(await column(marked, numbers())).toMatchObject({ ...expected, missing: { reference: { count: 2 }, current: { count: 0 } } });
    expect(await column(numbers(), marked)).toMatchObject({ ...expected, missing: { reference: { count: 0 }, current: { count: 2 } } });
    expect((await column(marked, numbers(100))).verdict).toBe('drifted');
  },
);

test('what stands for a missing number is counted among few whole numbers too, if only the current data has it', async () => {
  const codes = cells((row) => String(row % 5));
  const marked = instead(codes, 9, 'n.d.');
  expect(await column(codes, marked)).toMatchObject({
    type: 'categorical',
    missing: { current: { count: 1 } },
    odd_cells: { reference: { count: 0 }, current: { count: 1, examples: [{ row: 10, text: 'n.d.' }] } },
  });
  expect((await column(instead(codes, 3, '?'), marked)).odd_cells).toBeUndefined();
});

test.each<{ name: string; write: (value: number) => string }>([
  { name: 'a decimal comma', write: (value) => value.toFixed(2).replace('.', ',') },
  { name: 'thousands separated by points', write: (value) => `${Math.floor(value) + 1}.500,25` },
  { name: 'per cent', write: (value) => `${value} %` },
  { name: 'a currency', write: (value) => `$${value + 1},000.50` },
  { name: 'a unit', write: (value) => `${value} km/h` },
])('numbers with $name are numbers', async ({ write }) => {
  const [before, after] = [0, 100].map((from) => cells((row) => write(from + ((row * 37) % ROWS)))) as [string[], string[]];
  expect(await column(before, before)).toMatchObject({ type: 'numeric', method: 'ks', verdict: 'stable' });
  expect(await column(before, after)).toMatchObject({ type: 'numeric', method: 'ks', verdict: 'drifted' });
});

test.each([
  { name: 'a note', row: 30, text: '12B' },
  { name: 'a line of units under the header', row: 0, text: 'kg' },
  { name: 'the header among the rows', row: 20, text: 'x' },
  { name: 'a footer', row: ROWS - 1, text: 'Total: 60' },
])('$name is left out of the numbers and named by its row, on either side', async ({ row, text }) => {
  const odd = instead(numbers(), row, text);
  for (const [reference, current, side] of [
    [odd, numbers(), 'reference'],
    [numbers(), odd, 'current data'],
  ] as const) {
    const { features, warnings } = await report(reference, current);
    expect(features['x']).toMatchObject({ type: 'numeric', method: 'ks', verdict: 'stable' });
    const named = `"x": in the ${side}, `;
    expect(warnings.filter((warning) => warning.startsWith(named))).toEqual([expect.stringContaining(`"${text}"`)]);
  }
});

test.each([
  { side: 'reference', odd: true },
  { side: 'current data', odd: false },
])('too many texts among numbers in the $side make the column unknown', async ({ side, odd }) => {
  const mixed = cells((row) => (row % 5 === 2 ? 'low' : `${row}.5`));
  const sides: [Cells, Cells] = odd ? [mixed, numbers()] : [numbers(), mixed];
  expect(await column(...sides, { x: 'numeric' })).toMatchObject({
    verdict: 'unknown',
    reason: `the column cannot be read in the ${side}: expected numbers in at least 90 % of its cells, got them in 80 %: "low" is none`,
  });
});

test('numbers that fit two notations are unknown with both, until the other side decides', async () => {
  const ambiguous = cells((row) => `${1 + (row % 9)},${100 + row}`);
  const [, one, other] = /with (.*) or with (.*): name/.exec((await column(ambiguous, ambiguous)).reason ?? '') ?? [];
  expect([one, other]).toEqual(['decimal comma', 'thousands separated by commas']);
  const clear = cells((row) => `${1 + (row % 9)},${100 + row}.50`);
  expect(await column(ambiguous, clear)).toMatchObject({ type: 'numeric', method: 'ks', verdict: 'stable' });
});

test('a gap changes no method, however whole numbers are written', async () => {
  const whole = (write: (value: number) => string) => cells((row) => write((row * 7) % 6));
  const plain = whole(String);
  const spellings = [
    plain,
    instead(plain, 7, ''),
    instead(
      whole((value) => `${value}.0`),
      7,
      '',
    ),
    instead(plain, 7, '?'),
    whole((value) => `0${value}`),
  ];
  for (const reference of spellings.slice(0, 4)) {
    for (const current of spellings)
      expect(await column(reference, current)).toMatchObject({ type: 'categorical', method: 'chisquare', verdict: 'stable' });
  }
});

test('one odd cell among few whole numbers is no new category, and a category that repeats is one', async () => {
  const plain = cells((row) => String(row % 5));
  expect(await column(plain, instead(plain, 7, 'oops'))).toMatchObject({ type: 'categorical', verdict: 'stable' });
  const grades = cells((row) => (row % 15 === 0 ? 'A' : String(row % 5)));
  expect((await column(grades, grades)).reference).toMatchObject({ distinct: 6 });
});

test('truth values are two categories in every spelling, named as in the reference', async () => {
  const truth = (yes: string, no: string) => cells((row) => (row % 3 === 0 ? yes : no));
  const strict = [truth('True', 'False'), truth('true', 'false'), truth('TRUE', 'FALSE')];
  const lenient = [truth('1', '0'), truth('1.0', '0.0'), truth('yes', 'no'), truth('t', 'f')];
  for (const [index, reference] of [...strict, ...lenient.slice(0, 2)].entries()) {
    for (const current of index < 3 ? [...strict, ...lenient] : strict)
      expect(await column(reference, current)).toMatchObject({ method: 'z', verdict: 'stable', score: 1 });
  }
  const { current } = await column(truth('TRUE', 'FALSE'), truth('1', '0'));
  expect(current).toMatchObject({ histogram: { values: ['FALSE', 'TRUE'] } });
});

const day = (row: number, shift: number) => new Date(Date.UTC(2024, shift, 1 + Math.floor(row / 3)));
const parts = (date: Date) => [
  date.getUTCFullYear(),
  ...[date.getUTCMonth() + 1, date.getUTCDate()].map((part) => String(part).padStart(2, '0')),
];

test.each<{ name: string; write: (date: Date) => string }>([
  { name: 'ISO', write: (date) => date.toISOString().slice(0, 10) },
  { name: 'dd.mm.yyyy', write: (date) => parts(date).reverse().join('.') },
  { name: 'dd/mm/yyyy', write: (date) => parts(date).reverse().join('/') },
  { name: 'yyyymmdd', write: (date) => parts(date).join('') },
  { name: 'words', write: (date) => date.toUTCString().slice(5, 16) },
  { name: 'a time', write: (date) => date.toISOString() },
])('repeated days as $name are times, unless --types takes them back', async ({ write }) => {
  const [before, after] = [0, 2].map((shift) => cells((row) => write(day(row, shift)))) as [string[], string[]];
  expect(await column(before, after)).toMatchObject({ verdict: 'ignored' });
  expect(await column(before, after, { x: 'categorical' })).toMatchObject({
    type: expect.not.stringContaining('time'),
    drifted: expect.any(Boolean),
  });
});

test('codes keep their zeros, and are found where the other side lost them', async () => {
  const codes = cells((row) => ['00501', '02134', '10001'][row % 3] as string);
  expect((await column(codes, codes)).reference).toMatchObject({ histogram: { values: ['00501', '02134', '10001'] } });
  expect(
    await column(
      codes,
      codes.map((code) => String(Number(code))),
    ),
  ).toMatchObject({ verdict: 'stable', score: 1 });
});

test('names and codes that are all different are text in a file of few rows', async () => {
  const names = (from: number) => cells((row) => `station ${from + row}`).slice(0, 45);
  expect(await column(names(100), names(200))).toMatchObject({ type: 'text', verdict: 'stable' });
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a column and a category may be called %s', async (name) => {
  const values = cells((row) => [name, 'a', 'b'][row % 3] as string);
  const { features } = await report(values, values, { name, types: Object.fromEntries([[name, 'categorical']]) });
  expect(Object.entries(features).find(([key]) => key === name)?.[1]).toMatchObject({ method: 'chisquare', verdict: 'stable' });
});
