import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTable } from './readTable.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'points-'));
});
afterAll(() => rm(directory, { recursive: true }));

const shares = Array.from({ length: 30 }, (_, row) => `${row},5`);
const points = Array.from({ length: 30 }, (_, row) => (row % 3 === 0 ? `${row + 100}` : `${row + 1}.345`));

test.each([
  {
    name: 'beside decimal commas a point before three digits separates thousands',
    beside: shares,
    cells: points,
    expected: [100, 2345, 3345],
  },
  {
    name: 'beside other columns it is a decimal point',
    beside: shares.map((text) => text.replace(',', '.')),
    cells: points,
    expected: [100, 2.345, 3.345],
  },
  {
    name: 'one cell with two digits behind the point shows decimals',
    beside: shares,
    cells: [...points.slice(0, 29), '7.25'],
    expected: [100, 2.345, 3.345],
  },
  {
    name: 'a zero before the point shows decimals',
    beside: shares,
    cells: [...points.slice(0, 29), '0.345'],
    expected: [100, 2.345, 3.345],
  },
])('$name', async ({ beside, cells, expected }) => {
  const path = join(directory, 'table.csv');
  await writeFile(path, `share;people\n${cells.map((cell, row) => `${beside[row]};${cell}\n`).join('')}`);
  const { columns } = await readTable(path);
  expect([...(columns.find(({ name }) => name === 'people')?.values.slice(0, 3) ?? [])]).toEqual(expected);
});
