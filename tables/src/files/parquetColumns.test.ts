import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from './duckDb.ts';
import { readTable } from './readTable.ts';
import { sqlLiteral } from './sqlText.ts';

const directory = mkdtempSync(join(tmpdir(), 'parquet-columns-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Writes a Parquet file as pandas does: with the names of its index columns beside the data. */
async function parquet(select: string, index?: readonly (string | object)[]): Promise<string> {
  const path = join(directory, 'file.parquet');
  const { connection, close } = await openDuckDb();
  const metadata = index === undefined ? '' : `, KV_METADATA {pandas: ${sqlLiteral(JSON.stringify({ index_columns: index }))}}`;
  await connection.run(`COPY (${select}) TO ${sqlLiteral(path)} (FORMAT parquet${metadata})`);
  close();
  return path;
}

const numbered = (name: string, value: string) => `SELECT ${value} AS "${name}", i * 0.5 AS value FROM range(20) t(i)`;

test.each([
  { name: 'an index without a name', select: numbered('__index_level_0__', '(i * 7) % 20'), index: ['__index_level_0__'], leftOut: true },
  { name: 'an index with a name', select: numbered('customer', '(i * 7) % 20'), index: ['customer'], leftOut: true },
  { name: 'an index whose metadata is lost', select: numbered('__index_level_0__', 'i'), index: undefined, leftOut: true },
  { name: 'a range, which is no column', select: numbered('id', 'i'), index: [{ kind: 'range' }], leftOut: false },
  { name: 'an index that was written to CSV before', select: numbered('Unnamed: 0', '(i * 7) % 20'), index: undefined, leftOut: true },
  { name: 'row numbers from 1', select: numbered('X', 'i + 1'), index: undefined, leftOut: true },
  { name: 'numbers in another order', select: numbered('index', '(i * 7) % 20'), index: undefined, leftOut: false },
  { name: 'numbers that repeat', select: numbered('Unnamed: 0', 'i % 2'), index: undefined, leftOut: false },
])('$name is left out: $leftOut', async ({ select, index, leftOut }) => {
  const path = await parquet(select, index);
  const table = await readTable(path);
  const [first = ''] = /"(.*?)"/.exec(select)?.slice(1) ?? [];
  expect(table.columns.map(({ name }) => name)).toEqual(leftOut ? ['value'] : [first, 'value']);
  expect(table.notes.some((note) => note.includes('is left out unless it is named'))).toBe(leftOut);
  expect((await readTable(path, { columns: [first] })).columns.map(({ name }) => name)).toEqual([first]);
});

/** Columns a, A and a, as PyArrow writes them. */
const alike = [
  'UEFSMRUAFSwVLCwVBBUAFQYVBhwAAAACAAAABAEAAAAAAAD4PwAAAAAAAARAFQAVLBUsLBUEFQAVBhUGHAAAAAIAAAAEAQAAAAAAAAxAAAAAAAAAEkAVABUs',
  'FSwsFQQVABUGFQYcAAAAAgAAAAQBAAAAAAAAFkAAAAAAAAAaQBUCGUw1ABgGc2NoZW1hFQYAFQolAhgBYQAVCiUCGAFBABUKJQIYAWEAFgQZHBk8JgAcFQoZ',
  'JQYAGRgBYRUAFgQWUhZSJghJHBUAFQAVAgA8KQYZJgAEAAAAJgAcFQoZJQYAGRgBQRUAFgQWUhZSJlpJHBUAFQAVAgA8KQYZJgAEAAAAJgAcFQoZJQYAGRgB',
  'YRUAFgQWUhZSJqwBSRwVABUAFQIAPCkGGSYABAAAABb2ARYEJggW9gEAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRk8HAAAHAAAHAAAAOcA',
  'AABQQVIx',
].join('');

test('names that are alike are those of the file, and the second of two gets a number', async () => {
  const path = join(directory, 'alike.parquet');
  writeFileSync(path, Buffer.from(alike, 'base64'));
  const { columns } = await readTable(path, { types: { a: 'numeric', A: 'numeric', 'a.1': 'numeric' } });
  expect(columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['a', 1.5, 2.5],
    ['A', 3.5, 4.5],
    ['a.1', 5.5, 6.5],
  ]);
});
