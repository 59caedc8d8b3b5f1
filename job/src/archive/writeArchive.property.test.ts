import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { archivePages, readArchiveHeader } from './readArchive.ts';
import { pagesOf, rowTexts, testPages } from './testPages.ts';
import { verifyArchive, writeArchive } from './writeArchive.ts';

const monitor = { namespace: 'default', name: 'wine' };
let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'archive-'));
  path = join(directory, 'wine [1]', '2026-11-29.parquet');
});
afterEach(() => rm(directory, { recursive: true }));

const readBack = async () => rowTexts(await Array.fromAsync(archivePages(path)));

test.each([1, 2, 3, 4, 5, 6])('rows of seed %i are read back as they were, whatever their contracts, numbers and texts', async (seed) => {
  const pages = testPages(seed, { pages: 1 + (seed % 4) * 2, rows: 700 * seed });
  const { header } = await writeArchive(path, { monitor, sources: [pagesOf(pages)] });
  expect(header.rows).toBe(pages.reduce((sum, { rows }) => sum + rows, 0));
  expect(await readBack()).toEqual(rowTexts(pages));
  expect(await verifyArchive(path)).toEqual(header);
  expect(await readdir(join(directory, 'wine [1]'))).toEqual(['2026-11-29.parquet']);
});

test('a day without rows is a file without rows', async () => {
  const pages = testPages(1, { pages: 1, rows: 0 });
  expect((await writeArchive(path, { monitor, sources: [pagesOf(pages)] })).header.rows).toBe(0);
  expect(await readBack()).toEqual([]);
});

test('other programs find columns with plain names: features and target as they are called, ours beside them', async () => {
  const pages = testPages(3, { pages: 9, rows: 5 });
  await writeArchive(path, { monitor, sources: [pagesOf(pages)] });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${join(directory, 'wine ?1]')}/*.parquet')`);
  const columns = described.getRows().map(([name, type]) => `${name} ${type}`);
  connection.closeSync();
  expect(columns).toMatchInlineSnapshot(`
[
  "id_2 VARCHAR",
  "time_2 TIMESTAMP WITH TIME ZONE",
  "version VARCHAR",
  "alcohol DOUBLE",
  "Colour VARCHAR",
  "time DOUBLE",
  "Alcohol_2 DOUBLE",
  "Colour_2 DOUBLE",
  "alcohol_3 VARCHAR",
  "prediction DOUBLE",
  "prediction_2 VARCHAR",
  "probability_a DOUBLE",
  "probability_b DOUBLE",
  "probability_c DOUBLE",
  "probability_d" DOUBLE",
  "price DOUBLE",
  "id VARCHAR",
  "label_time TIMESTAMP WITH TIME ZONE",
  "refused BOOLEAN",
  "contract INTEGER",
]
`);
});

test('rows that are written again replace those of the earlier file: the newest label counts, and the rest stays', async () => {
  const pages = testPages(8, { pages: 2, rows: 900 });
  await writeArchive(path, { monitor, sources: [pagesOf(pages)] });
  const [first, second] = pages as [(typeof pages)[number], (typeof pages)[number]];
  const labelled = { ...first, actuals: first.ids.map(() => 'late'), labelTimes: first.times.map((time) => time + 5) };
  await writeArchive(path, { monitor, sources: [archivePages(path), pagesOf([labelled])] });
  expect(await readBack()).toEqual(rowTexts([labelled, second]));
});

test('rows of forgotten ids are not in the new file, and are counted', async () => {
  const pages = testPages(9, { pages: 3, rows: 400 });
  await writeArchive(path, { monitor, sources: [pagesOf(pages)] });
  const forgotten = ['no such id', ...pages.flatMap(({ ids }) => ids.filter((_, row) => row % 7 === 0))];
  const { leftOut } = await writeArchive(path, { monitor, sources: [archivePages(path)], without: forgotten });
  expect(leftOut).toBe(forgotten.length - 1);
  const kept = rowTexts(pages).filter((text) => !forgotten.includes((JSON.parse(text) as string[])[1] as string));
  expect(await readBack()).toEqual(kept);
});

test.each([
  { name: 'cut short', damage: async () => truncate(path, 20_000) },
  { name: 'empty', damage: async () => truncate(path, 0) },
  { name: 'missing', damage: async () => rm(path) },
  { name: 'a text', damage: async () => writeFile(path, 'PAR1, or so it says') },
  {
    name: 'damaged in the middle',
    damage: async () => {
      const bytes = await readFile(path);
      for (let index = 9000; index < 9400; index++) bytes[index] = 255 - (bytes[index] as number);
      await writeFile(path, bytes);
    },
  },
])('a file that is $name is an error that names it', async ({ damage }) => {
  await writeArchive(path, { monitor, sources: [pagesOf(testPages(4, { pages: 3, rows: 1000 }))] });
  await damage();
  await expect(verifyArchive(path)).rejects.toMatchObject({ name: 'ArchiveError', message: expect.stringContaining(path) });
});

test('a Parquet file of another program is refused', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const foreign = join(directory, 'foreign.parquet');
  await connection.run(`COPY (SELECT 1 AS id) TO '${foreign}'`);
  connection.closeSync();
  await expect(readArchiveHeader(foreign)).rejects.toThrow('expected a Parquet file of archived predictions');
});

test('a file whose rows are not those of its header is refused', async () => {
  const pages = testPages(4, { pages: 1, rows: 100 });
  const { header } = await writeArchive(path, { monitor, sources: [pagesOf(pages)] });
  const [page] = pages as [(typeof pages)[number]];
  await writeArchive(path, { monitor, sources: [pagesOf([{ ...page, predictions: page.predictions.map(() => 1) }])] });
  await expect(verifyArchive(path, header)).rejects.toThrow(`expected 100 rows with checksum ${header.digest}`);
});
