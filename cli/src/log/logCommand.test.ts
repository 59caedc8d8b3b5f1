import { mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore, type RowBatch, type RowPage, type Store, type WriterAccount } from '@modelmonitor/store';
import { archiveDay } from '../../../job/src/archive/archiveDay.ts';
import { directoryPlace } from '../../../job/src/archive/directoryPlace.ts';
import { batchesOf, testPages } from '../../../job/src/archive/testPages.ts';
import { dayOf } from '../../../store/src/retention/day.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const monitor = { namespace: 'default', name: 'wine' };
const day = dayOf(Date.UTC(2026, 10, 29));
let directory: string;
let store: Store;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'log-'));
  store = await openStore(
    { kind: 'file', path: join(directory, 'rows.sqlite'), monitor },
    { now: () => 0, log: (_level, message) => expect(message).toBe('nothing') },
  );
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const place = ['--store', 'rows.sqlite', '--monitor', 'default/wine'];
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(['log', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const predictedRows = ({ predictions }: RowBatch) => predictions.filter((value) => !Number.isNaN(value)).length;

/** Rows of a day; the writer stopped in order. */
async function storeDay(seed: number, writer = 'w'): Promise<void> {
  let written = 0;
  const account = (isClosed: boolean): WriterAccount => ({
    ...{ writer, startedAt: 1, recordedAt: 2, isClosed, queued: 0, dropped: {}, failed: {} },
    ...{ seen: written, written },
  });
  for (const { rows, labels } of batchesOf(testPages(seed, { pages: 3, rows: 200 }), writer)) {
    written += predictedRows(rows);
    await store.append(rows, account(false));
    if (labels !== undefined) await store.addLabels(labels);
  }
  await store.recordAccount(account(true));
}

const archives = () => directoryPlace(join(directory, 'archive'));
async function archiveAndDrop(): Promise<void> {
  await archiveDay(day, { store, monitor, place: archives() });
  await store.dropBefore(day.to);
}

/** The window of all rows, which a drift check compares. */
const window = async () =>
  JSON.stringify(await store.readWindow({}, 1000), (_, value) => (value instanceof Float64Array ? [...value].map(String) : value));
const ids = async () => (await Array.fromAsync(store.readPages({}))).flatMap((page: RowPage) => page.ids);

test.each([{ seeds: [3] }, { seeds: [4] }, { seeds: [5, 6] }])(
  'a window after restore is the same as before the day was archived, for rows $seeds',
  async ({ seeds }) => {
    for (const seed of seeds) await storeDay(seed, `w${seed}`);
    const before = await window();
    await archiveAndDrop();
    expect(await ids()).toEqual([]);
    const restored = await run('restore', '2026-11-29', ...place, '--archive', 'archive');
    expect(restored).toEqual({ code: 0, stdout: `2026-11-29: ${seeds.length === 1 ? '600' : '1,200'} rows restored\n`, stderr: '' });
    expect(await window()).toBe(before);
    expect(await run('check', ...place)).toMatchObject({ code: 0, stdout: expect.stringContaining('every row is accounted for') });
    expect((await store.readClaims()).map(({ name }) => name)).toEqual(['restored 2026-11-29']);
  },
);

test('restore writes only what is missing, so it can be repeated after it was stopped', async () => {
  await storeDay(7);
  const before = await ids();
  await archiveAndDrop();
  await run('restore', join('archive', 'default', 'wine', '2026-11-29.parquet'), ...place);
  const some = (await ids()).filter((_, index) => index % 3 === 0);
  await store.forget(some);
  const { stdout } = await run('restore', '2026-11-29', ...place, '--archive', 'archive');
  expect(stdout).toBe(`2026-11-29: ${some.length} rows restored, ${600 - some.length} were stored already\n`);
  expect((await ids()).sort()).toEqual(before.sort());
  expect((await run('restore', '2026-11-29', ...place, '--archive', 'archive')).stdout).toBe(
    '2026-11-29: 0 rows restored, 600 were stored already\n',
  );
});

test.each([
  { name: 'cut short', damage: (path: string) => truncate(path, 3000), message: 'the archive cannot be read' },
  { name: 'missing', damage: (path: string) => rm(path), message: 'does not exist' },
])('an archive that is $name restores nothing', async ({ damage, message }) => {
  await storeDay(8);
  await archiveAndDrop();
  await damage(join(directory, 'archive/default/wine/2026-11-29.parquet'));
  const { code, stderr } = await run('restore', '2026-11-29', ...place, '--archive', 'archive');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
  expect(await ids()).toEqual([]);
});

test('rows of another monitor are not restored', async () => {
  await storeDay(8);
  await archiveDay(day, { store, monitor: { namespace: 'default', name: 'beer' }, place: archives() });
  const { code, stderr } = await run('restore', 'archive/default/beer/2026-11-29.parquet', ...place);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('expected predictions of default/wine, got those of default/beer'),
  });
});

test('forgotten ids are in the log and in archives no more', async () => {
  await storeDay(9);
  await archiveDay(day, { store, monitor, place: archives() });
  const all = await ids();
  const forgotten = all.filter((_, index) => index % 50 === 0);
  await writeFile(join(directory, 'ids.txt'), `${forgotten.join('\r\n')}\nunknown\n`);
  const { code, stdout } = await run('forget', '--ids', 'ids.txt', ...place, '--archive', 'archive');
  const path = join(directory, 'archive/default/wine/2026-11-29.parquet');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `12 rows of 13 ids deleted from the log\n${path}: 12 rows deleted\n` });
  const left = all.filter((id) => !forgotten.includes(id)).sort();
  expect((await ids()).sort()).toEqual(left);
  await store.dropBefore(day.to);
  await run('restore', '2026-11-29', ...place, '--archive', 'archive');
  expect((await ids()).sort()).toEqual(left);
  expect((await run('check', ...place)).code).toBe(0);
});

test('an archive of another monitor is neither rewritten nor added to', async () => {
  await storeDay(9);
  await archiveDay(day, { store, monitor: { namespace: 'default', name: 'other' }, place: archives() });
  const [from, to] = ['other', 'wine'].map((name) => join(directory, `archive/default/${name}/2026-11-29.parquet`)) as [string, string];
  await mkdir(join(to, '..'), { recursive: true });
  await rename(from, to);
  const before = await readFile(to);
  const expected = 'expected predictions of default/wine, got those of default/other';
  await writeFile(join(directory, 'ids.txt'), (await ids()).slice(0, 5).join('\n'));
  expect(await run('forget', '--ids', 'ids.txt', ...place, '--archive', 'archive')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(expected),
  });
  await expect(archiveDay(day, { store, monitor, place: archives() })).rejects.toThrow(expected);
  expect(await readFile(to)).toEqual(before);
});

test('check reports what a killed process lost, and fails where rows are missing', async () => {
  const [batch] = batchesOf(testPages(3, { pages: 1, rows: 300 }), 'k') as [ReturnType<typeof batchesOf>[number]];
  const written = predictedRows(batch.rows);
  const counts = { seen: written + 12, written, queued: 7, dropped: { queue_full: 3 }, failed: { refused: 2 } };
  await store.append(batch.rows, { writer: 'k', startedAt: 1, recordedAt: 2, isClosed: false, ...counts });
  const lost = await run('check', ...place);
  expect(lost.code).toBe(0);
  expect(lost.stdout).toContain(`seen ${written + 12} = written ${written} + queued 0 + dropped 3 + failed 2 + lost 7`);
  expect(lost.stdout).toContain('k: 7 rows in its queue when it ended');
  const database = new DatabaseSync(join(directory, 'rows.sqlite'));
  database.exec('delete from batches');
  database.close();
  const missing = await run('check', ...place, '--json');
  expect(missing.code).toBe(1);
  expect(JSON.parse(missing.stdout)).toMatchObject({
    isComplete: false,
    writers: [{ writer: 'k', lost: 7, problems: [`expected ${written} rows of its batches, got 0 stored and 0 deleted`] }],
  });
});

test('rows of a range are exported', async () => {
  await storeDay(10);
  const to = '2026-11-29T00:00:00.2Z';
  const { stdout } = await run('export', ...place, '--to', to, '-o', 'rows.csv');
  const lines = (await readFile(join(directory, 'rows.csv'), 'utf8')).trim().split('\n');
  const expected = (await Array.fromAsync(store.readPages({ to: Date.parse(to) }))).reduce((sum, { rows }) => sum + rows, 0);
  expect(stdout).toBe(`rows.csv: ${expected} rows\n`);
  expect(lines[0]).toContain('version');
  await run('export', ...place, '--to', to, '-o', 'rows.ndjson', '--format', 'ndjson');
  const objects = (await readFile(join(directory, 'rows.ndjson'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(objects).toHaveLength(expected);
});

test.each(['csv', 'ndjson', 'parquet'])('an empty range is exported as %s without rows', async (format) => {
  await store.prepare();
  const options = ['--from', '2027-01-01', '-o', 'none', '--format', format];
  expect(await run('export', ...place, ...options)).toEqual({ code: 0, stdout: 'none: 0 rows\n', stderr: '' });
});

test('an exported CSV has no cell that a spreadsheet would execute', async () => {
  const [batch] = batchesOf(testPages(3, { pages: 1, rows: 3 }), 'w');
  const { rows } = batch as NonNullable<typeof batch>;
  const chosen = ['=1+2', '\uff1dA1', '-1'].map((id, row) => [row, id] as const);
  await store.append({ ...rows, ids: { ...rows.ids, chosen } });
  await run('export', ...place, '-o', 'rows.csv');
  const lines = (await readFile(join(directory, 'rows.csv'), 'utf8')).trim().split('\n');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(["'=1+2", "'\uff1dA1", "'-1"]);
});

test.each([
  { args: [], message: 'expected one of check, export, restore, forget, got none' },
  { args: ['chek'], message: 'got chek; did you mean check?' },
  { args: ['check'], message: 'expected -f DIR or --store URL|FILE' },
  { args: ['check', '--store', 'rows.sqlite'], message: '--monitor: expected NAMESPACE/NAME' },
  { args: ['export', ...place, '-o', 'x', '--from', 'yesterday'], message: 'expected a time such as 2026-11-29' },
])('$args is wrong usage', async ({ args, message }) => {
  expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

test('a file of another kind is left as it is, and none is created', async () => {
  await writeFile(join(directory, 'data.csv'), 'a,b\n1,2\n');
  const of = (file: string) => run('check', '--store', file, '--monitor', 'default/wine');
  expect(await of('data.csv')).toMatchObject({ code: 1, stderr: expect.stringContaining('data.csv: expected an SQLite file') });
  expect(await readFile(join(directory, 'data.csv'), 'utf8')).toBe('a,b\n1,2\n');
  expect(await of('typo.sqlite')).toMatchObject({ code: 1, stderr: expect.stringContaining('typo.sqlite: expected the log of a monitor') });
});

test('a password is printed nowhere', async () => {
  const { code, stderr } = await run('check', '--store', 'postgres://user:s3cret@127.0.0.1:1/log', '--monitor', 'default/wine');
  expect(code).toBe(1);
  expect(stderr).toContain('--store: expected no password in the URL');
  expect(stderr).not.toContain('s3cret');
});

test('the log of a manifest directory is that of modelmonitor run', async () => {
  const manifests = join(import.meta.dirname, '../../../examples/wine');
  const folder = join(directory, '.modelmonitor', 'default.wine');
  await mkdir(folder, { recursive: true });
  const other = await openStore(
    { kind: 'file', path: join(folder, 'predictions.sqlite'), monitor },
    { now: () => 0, log: () => undefined },
  );
  await other.prepare();
  await other.close();
  expect(await run('check', '-f', manifests)).toMatchObject({ code: 0, stdout: expect.stringContaining('default/wine: 0 writers') });
});
