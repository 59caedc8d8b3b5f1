import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { DriftDataError } from '../errors.ts';
import type { Table } from '../table.ts';
import { inferTypes, readTable } from './readTable.ts';

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'read-table-'));
});

afterAll(() => rm(directory, { recursive: true }));

async function file(name: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, bytes);
  return path;
}

function plain({ columns }: Table): Record<string, unknown[]> {
  return Object.fromEntries(columns.map(({ name, values }) => [name, [...values]]));
}

const { NaN: missing, POSITIVE_INFINITY: inf } = Number;

test('a CSV keeps every value: numbers, gaps, infinities, quotes, line breaks, unicode', async () => {
  const path = await file(
    'all.csv',
    'x,"who, ""exactly""",note\n1.5,é,"a\nb"\nNaN,日本,\n inf ,"NA",NA\n-Infinity,,"say ""hi"""\n1e400,z,z\n',
  );
  const table = await readTable(path);
  expect(plain(table)).toEqual({
    x: [1.5, missing, inf, -inf, inf],
    'who, "exactly"': ['é', '日本', 'NA', null, 'z'],
    note: ['a\nb', null, null, 'say "hi"', 'z'],
  });
  expect(table.hash).toBe(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );
  expect(table).toMatchObject({ rows: 5, rowsInFile: 5 });
});

test.each(['', 'NA', 'NaN', 'nan', 'null', 'NULL', 'None', 'N/A', '"NA"', '""', ' NA ', 'Nan'])('%j is a missing number', async (token) => {
  const path = await file('missing.csv', `a,x\n1,2.5\n2,${token}\n`);
  expect(plain(await readTable(path, { columns: ['x'], types: { x: 'numeric' } }))).toEqual({ x: [2.5, missing] });
});

test.each([
  { name: 'semicolons', text: 'a;b\n1,5;x\n2,5;y\n', columns: { a: [1.5, 2.5], b: ['x', 'y'] } },
  { name: 'tabs', text: 'a\tb\n1\tx\n', columns: { a: ['1'], b: ['x'] } },
  { name: 'Windows line ends', text: 'a,b\r\n0.5,x\r\n', columns: { a: [0.5], b: ['x'] } },
  { name: 'a byte order mark', text: '\uFEFFa,b\n0.5,x\n', columns: { a: [0.5], b: ['x'] } },
  { name: 'no line end at the end', text: 'a,b\n0.5,x', columns: { a: [0.5], b: ['x'] } },
  { name: 'one column', text: 'a\n0.5\n1.5\n', columns: { a: [0.5, 1.5] } },
  { name: 'an index without a name', text: ',a\n0,0.5\n1,1.5\n', columns: { a: [0.5, 1.5] } },
  { name: 'a name twice', text: 'a,b,a\n0.5,x,1.5\n', columns: { a: [0.5], b: ['x'], 'a.1': [1.5] } },
  { name: 'a line with too few fields', text: 'a,b\n0.5,x\n1.5\n', columns: { a: [0.5, 1.5], b: ['x', null] } },
  { name: 'names that differ in case only', text: 'a,A\n0.5,x\n', columns: { a: [0.5], A: ['x'] } },
])('reads a CSV with $name', async ({ text, columns }) => {
  expect(plain(await readTable(await file('kind.csv', text)))).toEqual(columns);
});

test('a gzipped CSV is known by its bytes, and a path with pattern characters is one file', async () => {
  await file('odd[1].csv', 'x\n9.5\n');
  const path = await file('odd[1]*?.csv', gzipSync('x\n0.5\n'));
  expect(plain(await readTable(path))).toEqual({ x: [0.5] });
});

test('Parquet is read by its own types', async () => {
  const path = join(directory, 'typed.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT i::INT AS few, i * 1.5 AS x, i > 1 AS flag, 'k' || i AS name, CASE WHEN i = 1 THEN NULL ELSE i END AS holes,
    ['', '01', 'NA'][i + 1] AS words, TIMESTAMP '2025-01-02' AS day
    FROM range(3) t(i)) TO '${path}' (FORMAT parquet)`);
  const table = await readTable(path);
  expect(plain(table)).toEqual({
    few: ['0', '1', '2'],
    x: [0, 1.5, 3],
    flag: ['false', 'false', 'true'],
    name: ['k0', 'k1', 'k2'],
    holes: ['0', null, '2'],
    words: ['', '01', 'NA'],
    day: new Array(3).fill('2025-01-02 00:00:00'),
  });
  expect(plain(await readTable(path, { columns: ['x'], types: { x: 'categorical' } }))).toEqual({ x: ['0.0', '1.5', '3.0'] });
  expect(plain(await readTable(path, { columns: ['words'], types: { words: 'numeric' } }))).toEqual({ words: [missing, 1, missing] });
  await expect(readTable(path, { columns: ['name'], types: { name: 'numeric' } })).rejects.toThrow(
    'expected numbers in column "name", got "k0" in row 1',
  );
  await expect(readTable(path, { columns: ['day'], types: { day: 'numeric' } })).rejects.toThrow(DriftDataError);
});

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1).join('\n');

test.each([
  { name: 'real numbers', values: '1.5\n2', type: 'numeric' },
  { name: 'ten whole numbers', values: upTo(10), type: 'integer' },
  { name: 'eleven whole numbers', values: upTo(11), type: 'numeric' },
  { name: 'few whole numbers with a gap', values: '1\nNA\n2', type: 'integer' },
  { name: 'few whole numbers with a gap, as pandas writes them', values: '1.0\nNA\n2.0', type: 'integer' },
  { name: 'few whole numbers without a gap, written as real ones', values: '1.0\n2.0', type: 'numeric' },
  { name: 'postcodes', values: '00501\n10115\n99999', type: 'categorical' },
  { name: 'days', values: '31.12.2024\n01.01.2025', type: 'time' },
  { name: 'days as numbers', values: '20241231\n20250101\n20250102', type: 'time' },
  { name: 'truth values', values: 'True\nFalse', type: 'truth' },
  { name: 'text', values: 'a\n1', type: 'categorical' },
  { name: 'nothing at all', values: 'NA\nNA', type: 'numeric' },
  { name: 'numbers with underscores', values: '1_000\n2_000', type: 'categorical' },
])('$name are read as $type', async ({ values, type }) => {
  expect(await inferTypes(await file('types.csv', `x\n${values}\n`))).toEqual({ x: type });
});

test('whole numbers as categories have one spelling, so that a column with gaps compares with one without', async () => {
  const path = await file('spelling.csv', 'x\n1.0\n01\n-0\nabc\n1.5\n');
  expect(plain(await readTable(path, { types: { x: 'integer' } }))).toEqual({ x: ['1', '1', '0', 'abc', '1.5'] });
  expect(plain(await readTable(path, { types: { x: 'categorical' } }))).toEqual({ x: ['1.0', '01', '-0', 'abc', '1.5'] });
});

test('only the columns asked for are read, in that order, as far as there are', async () => {
  const path = await file('columns.csv', 'a,b,c\n0.5,x,1.5\n');
  expect(Object.keys(plain(await readTable(path, { columns: ['c', 'gone', 'a'] })))).toEqual(['c', 'a']);
});

test('a sample keeps the order of the file, is the same for a seed and another for another', async () => {
  const path = await file('long.csv', `x\n${Array.from({ length: 10_000 }, (_, index) => index + 0.5).join('\n')}\n`);
  const sample = async (seed: number) => plain(await readTable(path, { maxRows: 100, seed }))['x'] as number[];
  const first = await sample(1);
  expect(first).toHaveLength(100);
  expect(first).toEqual([...first].sort((a, b) => a - b));
  expect(await sample(1)).toEqual(first);
  expect(await sample(2)).not.toEqual(first);
});

test.each([
  { name: 'a missing file', bytes: undefined, message: 'does not exist' },
  { name: 'an empty file', bytes: '', message: 'is empty, expected a CSV or Parquet file' },
  { name: 'a header alone', bytes: 'a,b\n', message: 'has a header and no rows' },
  { name: 'a line with too many fields', bytes: 'a,b\n1,2\n1,2,3\n', message: 'line 3: the header has 2 columns, this line has 3' },
  { name: 'a line that ends too early', bytes: 'a,b\n1,2\n1', message: 'line 3: the file ends within this line' },
  { name: 'a quote that never ends', bytes: 'a,b\n1,"2\n', message: 'line 2: a quote is opened and not closed' },
  {
    name: 'a small gzip of a large table',
    bytes: gzipSync(Buffer.alloc(200 * 1024 * 1024, '0,0\n')),
    message: 'bytes; unpack it first',
  },
  { name: 'a torn gzip', bytes: gzipSync('a,b\n1,2\n').subarray(0, 15), message: 'cannot be read' },
  { name: 'a torn Parquet', bytes: 'PAR1 and no more', message: 'cannot be read' },
  {
    name: 'one byte that is not UTF-8 among those that are',
    bytes: Buffer.from('a,b\n\xc3\xa9,1\n\xe9,1\n', 'latin1'),
    message: 'line 3: expected text in UTF-8',
  },
])('$name is a clear error', async ({ bytes, message }) => {
  const path = bytes === undefined ? join(directory, 'nowhere.csv') : await file('bad.csv', bytes);
  const reading = readTable(path);
  await expect(reading).rejects.toThrow(DriftDataError);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow(path);
});

test('a directory is a clear error', async () => {
  await expect(readTable(directory)).rejects.toThrow(`${directory} is a directory, expected a CSV or Parquet file`);
});

test('text in a column of numbers is an error that says where, unless nearly all cells are numbers', async () => {
  const few = await file('text.csv', 'a,x\n1,2.5\n2,12B\n');
  await expect(readTable(few, { types: { x: 'numeric' } })).rejects.toThrow(
    `${few}: expected numbers in column "x", got "12B" in row 2 of the data`,
  );
  const rows = Array.from({ length: 20 }, (_, row) => (row === 3 ? '12B' : row === 5 ? '?' : `${row}.5`));
  const table = await readTable(await file('odd.csv', `x\n${rows.join('\n')}\n`));
  expect(table.types).toEqual({ x: 'numeric' });
  expect(plain(table)['x']?.slice(2, 7)).toEqual([2.5, missing, 4.5, missing, 6.5]);
  expect(table.notes).toEqual(['"x": "?" (1 row) read as missing', '"x": 1 row left out that is no number: "12B" in row 4']);
});

test('an encoding that is given is checked, and the line with other bytes is named', async () => {
  const latin = Buffer.from(`a,b\n${'1,x\n'.repeat(30_000)}2,\xfc\n${'1,x\n'.repeat(30_000)}`, 'latin1');
  const path = await file('latin.csv', latin);
  await expect(readTable(path, { encoding: 'utf-8' })).rejects.toThrow(`${path}, line 30002: expected text in utf-8, got other bytes`);
  expect((await readTable(path, { encoding: 'windows-1252' })).notes).toEqual([]);
  const central = await file('central.csv', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xb3, 0x0a, 0x32, 0x2c, 0x78, 0x0a]));
  expect(plain(await readTable(central, { encoding: 'iso-8859-2' }))).toEqual({ a: ['1', '2'], b: ['ł', 'x'] });
});

test('columns left out are named, those without a name and a value apart', async () => {
  const table = await readTable(await file('index.csv', ',a,\n0,x,\n1,y,\n'));
  expect(table).toMatchObject({ leftOut: ['Unnamed: 0', 'Unnamed: 2'], empty: ['Unnamed: 2'] });
});

test('a long file ends with rows without any value', async () => {
  const table = await readTable(await file('long.csv', `a\tb\n${'1.5\tx\n'.repeat(30_000)}\t\n\t\n`));
  expect(table.rows).toBe(30_000);
  expect(table.notes).toHaveLength(1);
});
