import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { randomFromSeed } from '@modelmonitor/stats';
import { compareFiles, type FileComparison, openFiles } from './compareFiles.ts';

// The same values, written by the programs that people use, are the same column: types, verdicts and scores do not depend on the writer.

type Value = number | boolean | string | null;
type Kind = 'real' | 'whole' | 'truth' | 'text' | 'day';
interface Column {
  readonly kind: Kind;
  readonly values: readonly Value[];
}
type Columns = Readonly<Record<string, Column>>;

/** Columns with gaps and without; the shift moves half of them. */
function columnsOf(seed: number, { rows, shift }: { rows: number; shift: number }): Columns {
  const random = randomFromSeed(seed);
  const column = (kind: Kind, gaps: number, value: (row: number) => Value): Column => ({
    kind,
    values: Array.from({ length: rows }, (_, row) => (random() < gaps ? null : value(row))),
  });
  const pick = (...of: readonly string[]) => of[Math.floor(random() * of.length)] as string;
  const day = (row: number) => new Date(Date.UTC(2024, shift, 1 + (row % 60))).toISOString().slice(0, 10);
  return {
    real: column('real', 0, () => Math.round(1e4 * (random() + shift)) / 100 + 0.001),
    'real with gaps': column('real', 0.2, () => Math.round(1e4 * (random() + shift)) / 100 - 50),
    many: column('whole', 0, () => Math.floor(1000 * (random() + shift))),
    'many with gaps': column('whole', 0.1, () => Math.floor(1000 * random())),
    few: column('whole', 0, () => Math.floor(3 * random() + shift)),
    'few with gaps': column('whole', 0.3, () => Math.floor(4 * random())),
    truth: column('truth', 0, () => random() < 0.5 - 0.3 * shift),
    'truth with gaps': column('truth', 0.2, () => random() < 0.3),
    words: column('text', 0, () => pick('red', 'green', shift > 0 ? 'red' : 'blue')),
    'words with gaps': column('text', 0.2, () => pick('a, b', 'c "d"', 'é; ü')),
    codes: column('text', 0, () => pick('00501', '02134', '10001')),
    name: column('text', 0, (row) => `${pick('Ana', 'Bo')} ${pick('Lee', 'Ng', 'Roy')} ${1000 + row}`),
    day: column('day', 0, day),
  };
}

/** A file of a delimited format: how its header, cells and lines are written. */
interface Format {
  readonly separator: string;
  readonly end: string;
  readonly cell: (value: Value, column: Column) => string;
  readonly rowNames?: boolean;
  readonly quotesAll?: boolean;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const capital = (value: Value) => (value === true ? 'True' : value === false ? 'False' : String(value));

/** pandas: True, nothing for a gap, and whole numbers with gaps as real numbers. */
const pandas: Format = {
  separator: ',',
  end: '\n',
  cell: (value, { kind, values }) => {
    if (value === null) return '';
    return kind === 'whole' && values.includes(null) ? `${value}.0` : capital(value);
  },
};

/** R's write.csv: row names, quotes around texts, TRUE and NA. */
const r: Format = {
  separator: ',',
  end: '\n',
  rowNames: true,
  quotesAll: true,
  cell: (value) => (value === null ? 'NA' : typeof value === 'boolean' ? String(value).toUpperCase() : String(value)),
};

/** A spreadsheet of a country with a decimal comma: semicolons, a byte order mark, TRUE, days as dd.mm.yyyy. */
const spreadsheet: Format = {
  separator: ';',
  end: '\r\n',
  cell: (value, { kind }) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value).replace('.', ',');
    return kind === 'day'
      ? String(value).split('-').toReversed().join('.')
      : String(value).toUpperCase() === 'TRUE'
        ? 'TRUE'
        : String(value);
  },
};

function delimited(columns: Columns, { separator, end, cell, rowNames = false, quotesAll = false }: Format): string {
  const list = Object.entries(columns);
  const write = (text: string, isText: boolean) =>
    (isText && quotesAll && text !== 'NA') || text.includes(separator) || text.includes('"') ? quoted(text) : text;
  const rows = list[0]?.[1].values.length ?? 0;
  const header = [...(rowNames ? [''] : []), ...list.map(([name]) => name)].map((name) => write(name, true));
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = list.map(([, column]) =>
      write(cell(column.values[row] ?? null, column), column.kind === 'text' || column.kind === 'day'),
    );
    return [...(rowNames ? [quoted(String(row + 1))] : []), ...cells].join(separator);
  });
  return `${[header.join(separator), ...lines].join(end)}${end}`;
}

const sqlTypes: Readonly<Record<Kind, string>> = { real: 'DOUBLE', whole: 'BIGINT', truth: 'BOOLEAN', text: 'VARCHAR', day: 'DATE' };

/** JSON, and Parquet made from it by a database. */
async function writeParquet(columns: Columns, path: string): Promise<void> {
  const list = Object.entries(columns);
  const rows = list[0]?.[1].values.map((_, row) => Object.fromEntries(list.map(([name, { values }]) => [name, values[row] ?? null]))) ?? [];
  await writeFile(`${path}.json`, rows.map((row) => JSON.stringify(row)).join('\n'));
  const types = list.map(([name, { kind }]) => `"${name}": '${sqlTypes[kind]}'`).join(', ');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT * FROM read_json('${path}.json', columns = {${types}})) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
}

const writers: Readonly<Record<string, (columns: Columns, path: string) => Promise<void>>> = {
  pandas: (columns, path) => writeFile(path, delimited(columns, pandas)),
  r: (columns, path) => writeFile(path, delimited(columns, r)),
  spreadsheet: (columns, path) => writeFile(path, `\uFEFF${delimited(columns, spreadsheet)}`),
  parquet: writeParquet,
};

const settings: FileComparison['settings'] = {
  ...{ methods: {}, rules: 'guarded', correction: 'none', share: 0.5, levels: [], minRows: 1, effectFloor: 0.02 },
};
const context = { run: '20260101t000000000z', timestamp: '2026-01-01T00:00:00.000Z', monitor: null, model: null, from: null, to: null };
const comparison: FileComparison = {
  types: {},
  settings,
  context: { ...context, warnings: [] },
  limits: { memoryBytes: 1e9, jobs: 1 },
};

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'writers-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function featuresOf(reference: string, current: string): Promise<Record<string, unknown>> {
  const files = await openFiles({ reference: [reference], current: [current] });
  const { features } = await compareFiles(files, comparison);
  return Object.fromEntries(
    Object.entries(features).map(([name, { verdict, method, score, type, reason, missing }]) => [
      name,
      // The order of categories changes the last digits of a score.
      { verdict, method, score: score === null ? null : Number(score.toPrecision(12)), type, reason, missing },
    ]),
  );
}

test.each([
  { what: 'rows drawn alike', seed: 1, shift: 0 },
  { what: 'rows that moved', seed: 3, shift: 1 },
])('types, verdicts and scores do not depend on who wrote the files: $what', async ({ seed, shift }) => {
  const [before, after] = [columnsOf(seed, { rows: 300, shift: 0 }), columnsOf(seed + 1, { rows: 250, shift })];
  const names = Object.keys(writers);
  const path = (side: string, name: string) => join(directory, `${side}-${seed}.${name === 'parquet' ? 'parquet' : `${name}.csv`}`);
  for (const name of names) {
    await writers[name]?.(before, path('reference', name));
    await writers[name]?.(after, path('current', name));
  }
  const expected = await featuresOf(path('reference', 'parquet'), path('current', 'parquet'));
  expect(Object.keys(expected)).toEqual(Object.keys(before));
  expect(new Set(Object.values(expected).map((feature) => (feature as { verdict: string }).verdict))).toEqual(
    new Set(['stable', 'ignored', ...(shift === 0 ? [] : ['drifted'])]),
  );
  for (const reference of names)
    for (const current of names) {
      const got = await featuresOf(path('reference', reference), path('current', current));
      expect({ reference, current, ...got }).toEqual({ reference, current, ...expected });
    }
});

test.each(['few', 'truth', 'words', 'many', 'codes'])('labels keep their type with a share of them removed: %s', async (name) => {
  const { [name]: column } = columnsOf(7, { rows: 400, shift: 0 });
  if (column === undefined) throw new Error(`expected a column ${name}`);
  const types = new Set<unknown>();
  for (const share of [0, 0.05, 0.9])
    for (const [writer, write] of Object.entries(writers)) {
      const random = randomFromSeed(1);
      const values = column.values.map((value) => (random() < share ? null : value));
      const path = join(directory, `label.${writer === 'parquet' ? 'parquet' : 'csv'}`);
      await write({ label: { ...column, values }, other: { kind: 'real', values: values.map((_, row) => row / 7) } }, path);
      const { label } = (await featuresOf(path, path)) as { label: { type: string; verdict: string } };
      types.add(`${label.type} ${label.verdict}`);
    }
  expect(types.size).toBe(1);
});
