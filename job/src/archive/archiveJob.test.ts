import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openStore, type RowPage, type Store } from '@modelmonitor/store';
import { createDriftChild } from '../child/driftChild.ts';
import { driftMainPath } from '../child/driftMainPath.ts';
import { archivePages } from './readArchive.ts';
import { batchesOf, rowTexts, testPages } from './testPages.ts';
import { verifyArchive } from './writeArchive.ts';

const monitor = { namespace: 'default', name: 'wine' };
const day = 86_400_000;
const longAgo = Date.UTC(2025, 10, 29);
let directory: string;
let storePath: string;
let archives: string;
let store: Store;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'retain-'));
  storePath = join(directory, 'rows.sqlite');
  archives = join(directory, 'archives');
  await mkdir(join(directory, 'config'));
  const document = { kind: 'ModelMonitor', metadata: monitor, spec: { drift: {}, model: { task: 'classification' } } };
  await writeFile(join(directory, 'config', 'monitor.json'), JSON.stringify(document));
  store = await openStore({ kind: 'file', path: storePath, monitor }, { now: () => 0, log: () => undefined });
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const child = () =>
  createDriftChild({
    ...{ execPath: process.execPath, mainPath: driftMainPath, timeoutMilliseconds: 60_000 },
    configDirectory: join(directory, 'config'),
  });
const retention = (milliseconds: number) => ({
  milliseconds,
  maxBytes: undefined,
  archive: { kind: 'directory' as const, path: archives },
});
const retain = (milliseconds = day) =>
  child().retain({ store: `file:${storePath}`, retention: retention(milliseconds), holder: 'test', isFull: false });

/** Rows of a day long ago, and one of today. */
async function storeRows(pages: number, rows: number): Promise<void> {
  for (const batch of batchesOf(testPages(7, { pages, rows, from: longAgo }))) {
    await store.append(batch.rows);
    if (batch.labels !== undefined) await store.addLabels(batch.labels);
  }
  const [today] = batchesOf(testPages(8, { pages: 1, rows: 3, from: Date.now() }), 'today');
  if (today !== undefined) await store.append(today.rows);
}

const stored = async () => rowTexts(await Array.fromAsync(store.readPages({})));
const archiveOf = (name: string) => join(archives, 'default', 'wine', name);

test('a day is written to its archive and dropped; both together are the rows of before', async () => {
  await storeRows(4, 500);
  const before = await stored();
  expect(await retain()).toEqual({ dropped: [{ day: '2025-11-29', rows: 2000, reason: 'age' }], waiting: [] });
  const after = await stored();
  expect(after).toHaveLength(3);
  await verifyArchive(archiveOf('2025-11-29.parquet'));
  const archived = rowTexts(await Array.fromAsync(archivePages(archiveOf('2025-11-29.parquet'))));
  expect([...archived, ...after].sort()).toEqual(before);
});

test('rows that arrive after their day was dropped are added to its archive', async () => {
  await storeRows(2, 300);
  const before = await stored();
  await retain();
  const [late] = batchesOf(testPages(11, { pages: 1, rows: 50, from: longAgo }), 'late');
  await store.append((late as NonNullable<typeof late>).rows);
  const both = [...before, ...(await stored())].filter((row, index, rows) => rows.indexOf(row) === index).sort();
  expect(await retain()).toMatchObject({ dropped: [{ day: '2025-11-29', rows: 50 }] });
  const archived = rowTexts(await Array.fromAsync(archivePages(archiveOf('2025-11-29.parquet'))));
  expect([...archived, ...(await stored())].sort()).toEqual(both);
});

test('an archive that cannot be read is not overwritten, and its day stays', async () => {
  await storeRows(1, 300);
  await mkdir(archiveOf('..'), { recursive: true });
  await mkdir(archiveOf('.'), { recursive: true });
  await writeFile(archiveOf('2025-11-29.parquet'), 'damaged');
  await expect(retain()).rejects.toThrow('2025-11-29.parquet: the archive cannot be read');
  expect(await stored()).toHaveLength(303);
});

test('killed at any time, it leaves no half file, and the next pass ends what it began', async () => {
  await storeRows(6, 4000);
  const before = await stored();
  for (const milliseconds of [250, 400, 500, 600, 700, 800, 900, 1000, 1200, 1500]) {
    const running = startRetain();
    const closed = new Promise((resolve) => running.on('close', resolve));
    await setTimeout(milliseconds);
    running.kill('SIGKILL');
    await closed;
    const files: string[] = await readdir(archiveOf('.')).catch(() => []);
    if (files.includes('2025-11-29.parquet')) await verifyArchive(archiveOf('2025-11-29.parquet'));
    else expect(await stored()).toEqual(before);
  }
  // The claim of the killed process is that of this holder.
  await retain();
  const archived = rowTexts(await Array.fromAsync(archivePages(archiveOf('2025-11-29.parquet'))));
  expect([...archived, ...(await stored())].sort()).toEqual(before);
  expect(await readdir(archiveOf('.'))).toEqual(['2025-11-29.parquet']);
}, 120_000);

function startRetain(): ChildProcess {
  const place = ['--config', join(directory, 'config'), '--store', `file:${storePath}`, '--archive', archives];
  return spawn(process.execPath, [driftMainPath, 'retain', ...place, '--holder', 'test', '--retention', String(day)], { stdio: 'ignore' });
}

test('a range without rows is exported as a file without rows', async () => {
  const path = join(directory, 'empty.parquet');
  expect(await child().exportRows({ store: `file:${storePath}`, range: { version: 'none' }, path })).toEqual({ rows: 0 });
  expect(await Array.fromAsync(archivePages(path))).toEqual([]);
});

test('rows of a range are exported as a Parquet file', async () => {
  await storeRows(3, 200);
  const path = join(directory, 'export.parquet');
  const to = Date.UTC(2025, 10, 29, 0, 0, 0, 300);
  const { rows } = await child().exportRows({ store: `file:${storePath}`, range: { to, version: 'v1' }, path });
  const exported = rowTexts(await Array.fromAsync(archivePages(path)));
  expect(exported).toEqual(rowTexts(await Array.fromAsync(store.readPages({ to, version: 'v1' }))));
  expect(exported).toHaveLength(rows);
  expect(rows).toBeGreaterThan(50);
});

test('rows with one label are exported', async () => {
  await storeRows(3, 200);
  const { ids } = (await Array.fromAsync(store.readPages({})))[0] as RowPage;
  const labelled = ids.slice(0, 3);
  await store.addLabels({ ids: labelled, actuals: ['-first', 'second', '-first'], time: Date.now(), source: 'test' });
  const path = join(directory, 'export.parquet');
  const { rows } = await child().exportRows({ store: `file:${storePath}`, range: { labelled: true }, label: '-first', path });
  const exported = await Array.fromAsync(archivePages(path));
  expect([rows, exported.flatMap(({ actuals }) => actuals)]).toEqual([2, ['-first', '-first']]);
});
