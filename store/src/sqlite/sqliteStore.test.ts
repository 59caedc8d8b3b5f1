import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreTooNew, StoreUnavailable } from '../errors.ts';
import { allIds, testRowBatch } from '../testRowBatch.ts';
import { testStoreContract } from '../testStoreContract.ts';
import { createSqliteStore } from './sqliteStore.ts';

const monitor = { namespace: 'default', name: 'tested' };

async function openFresh() {
  const directory = await mkdtemp(join(tmpdir(), 'store-'));
  const path = join(directory, 'below', 'predictions.sqlite');
  const logged: string[] = [];
  const options = { now: () => 77, log: (level: string, message: string) => logged.push(`${level} ${message}`) };
  const connect = async () => createSqliteStore({ kind: 'file', path, monitor, maxWaitingLabels: 100 }, options);
  const store = await connect();
  return {
    store,
    path,
    logged,
    connect,
    async remove() {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}

describe('a file', () => {
  testStoreContract(openFresh);
});

test('only the owner can read the files', async () => {
  const { store, path, remove } = await openFresh();
  await store.append(testRowBatch([{ time: 1 }]));
  const files = await readdir(join(path, '..'));
  expect(files.sort()).toEqual(['predictions.sqlite', 'predictions.sqlite-shm', 'predictions.sqlite-wal']);
  for (const file of files) expect((await stat(join(path, '..', file))).mode & 0o777).toBe(0o600);
  await remove();
});

test('redacted values are in no file afterwards, also where rows were deleted before', async () => {
  const { store, path, connect, remove } = await openFresh();
  const secret = Buffer.alloc(8);
  secret.writeDoubleLE(73.918_264_5);
  const leaks = async () => {
    const files = await Promise.all((await readdir(join(path, '..'))).map((file) => readFile(join(path, '..', file))));
    return files.some((bytes) => bytes.includes(secret) || bytes.includes('chalk') || bytes.includes('clay'));
  };
  for (let number = 1; number <= 30; number++) {
    const rows = Array.from({ length: 300 }, (_, row) => ({ time: number * 1000 + row, features: [73.918_264_5, 2], unseen: 'chalk' }));
    await store.append(testRowBatch(rows, { number, series: `s${number}` }));
  }
  await store.dropBefore(5000);
  await store.forget(['s9-0', 's9-1']);
  expect(await leaks()).toBe(true);
  const other = await connect();
  expect(await other.redact(['alcohol', 'soil'])).toBe(26 * 300 - 2);
  expect(await leaks()).toBe(false);
  expect(await allIds(other.readPages({}))).toHaveLength(26 * 300 - 2);
  await other.close();
  await remove();
});

test('a reader that prevents the removal of redacted values is reported, and the next call removes them', async () => {
  const { store, path, remove } = await openFresh();
  await store.append(testRowBatch([{ time: 1 }]));
  const reader = new DatabaseSync(path);
  reader.exec('begin; select * from batches');
  await expect(store.redact(['soil'])).rejects.toThrow(StoreUnavailable);
  reader.close();
  expect(await store.redact(['soil'])).toBe(0);
  expect((await stat(`${path}-wal`)).size).toBe(0);
  await remove();
});

test('rows are still there after the file was closed', async () => {
  const { store, connect, remove } = await openFresh();
  await store.append(testRowBatch([{ time: 1 }]));
  await store.close();
  const again = await connect();
  expect(await allIds(again.readPages({}))).toEqual(['aa-0']);
  await again.close();
  await remove();
});

test('a file that is no database is renamed, and a new one started', async () => {
  const { store, path, logged, connect, remove } = await openFresh();
  await store.append(testRowBatch([{ time: 1 }]));
  await store.close();
  await writeFile(path, 'something else, and long enough to be seen as the header of a file, of one hundred bytes or more than that');
  const again = await connect();
  await again.append(testRowBatch([{ time: 2, number: 5 }]));
  expect(await allIds(again.readPages({}))).toEqual(['aa-5']);
  expect(logged).toEqual(['error the file of predictions is damaged and was renamed; a new one was started']);
  expect(await readdir(join(path, '..'))).toContain('predictions.sqlite.rejected-77');
  await again.close();
  await remove();
});

test('a file that is damaged while it is in use is renamed at the next write; the batch is written to the new one', async () => {
  const { store, path, logged, connect, remove } = await openFresh();
  for (let number = 1; number < 50; number++)
    await store.append(
      testRowBatch(
        Array.from({ length: 200 }, (_, time) => ({ time, id: `r${number}.${time}` })),
        { number },
      ),
    );
  await store.close();
  const damaged = await open(path, 'r+');
  const { size } = await damaged.stat();
  // The pages at the beginning, of the schema, stay as they are.
  await damaged.write(Buffer.alloc(size / 2, 0xab), 0, size / 2, size / 2);
  await damaged.close();
  const again = await connect();
  const batch = testRowBatch([{ time: 2, id: 'r1.1' }], { number: 99 });
  await expect(again.append(batch)).rejects.toThrow(StoreUnavailable);
  await again.append(batch);
  expect(await allIds(again.readPages({}))).toEqual(['r1.1']);
  expect(logged).toHaveLength(1);
  await again.close();
  await remove();
});

test('rows are written into a new file when the file was deleted or replaced while it is in use', async () => {
  const { store, path, logged, connect, remove } = await openFresh();
  await store.append(testRowBatch([{ time: 1 }]));
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`);
  await store.append(testRowBatch([{ time: 2, number: 5 }], { number: 2 }));
  const other = await connect();
  expect(await allIds(other.readPages({}))).toEqual(['aa-5']);
  expect(logged).toEqual(['error the file of predictions was deleted or replaced by another program; rows are written into the new one']);
  await other.close();
  await remove();
});

test.each([
  { name: 'one that this release can use is used', change: 'update schema set version = 9', error: undefined },
  { name: 'one that it cannot use is an error', change: 'update schema set version = 9, compatible_from = 9', error: StoreTooNew },
  { name: 'rows of another monitor are an error', change: "update schema set name = 'other'", error: StoreUnavailable },
])('a newer schema: $name', async ({ change, error }) => {
  const { store, path, connect, remove } = await openFresh();
  await store.append(testRowBatch([{ time: 1 }]));
  await store.close();
  const database = new DatabaseSync(path);
  database.exec(change);
  database.close();
  const again = await connect();
  if (error === undefined) expect((await again.health()).schemaVersion).toBe(9);
  else await expect(again.prepare()).rejects.toThrow(error);
  await again.close();
  await remove();
});
