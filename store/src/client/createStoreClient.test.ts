import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createSqliteStore } from '../sqlite/sqliteStore.ts';
import { allIds, allPages, wineContract } from '../testRowBatch.ts';
import { createStoreClient } from './createStoreClient.ts';
import type { RecordedRows } from './storeClient.ts';
import type { StoreClientOptions } from './storeClientOptions.ts';
import { type StoreThread, type StoreThreadOptions, startStoreThread } from './storeThread.ts';

const monitor = { namespace: 'default', name: 'tested' };

const sleep = (milliseconds: number, signal?: AbortSignal) => setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });

function every(milliseconds: number, task: () => Promise<void>) {
  const timer = setInterval(() => void task(), milliseconds);
  return { stop: () => clearInterval(timer) };
}

async function startClient(more: Partial<StoreClientOptions> = {}, start = startStoreThread) {
  const directory = await mkdtemp(join(tmpdir(), 'client-'));
  const logged: string[] = [];
  const client = createStoreClient(
    {
      settings: { kind: 'file', path: join(directory, 'predictions.sqlite'), monitor },
      writer: 'w1',
      now: Date.now,
      every,
      sleep,
      log: (level, message) => logged.push(`${level} ${message}`),
      ...more,
    },
    start,
  );
  return { client, directory, logged, remove: () => rm(directory, { recursive: true }) };
}

/** Rows with two features of which the second is kept, and a third. */
function rows(count: number, more: Partial<RecordedRows> = {}): RecordedRows {
  return {
    contract: wineContract,
    cells: Float64Array.from({ length: count * 3 }, (_, cell) => (cell % 3 === 2 ? cell % 2 : cell)),
    width: 3,
    kept: [1, 2],
    predictions: new Float64Array(count),
    probabilities: Float64Array.from({ length: count * 2 }, () => 0.5),
    version: 'v1',
    time: 1000,
    series: 'aa',
    firstNumber: 0,
    ...more,
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 3000 && !condition(); attempt++) await sleep(10);
  expect(condition()).toBe(true);
}

test('recorded rows are stored as they were, within a moment', async () => {
  const { client, remove } = await startClient();
  client.record(
    rows(2, {
      unseen: [
        { row: 1, feature: 2, text: 'chalk' },
        { row: 1, feature: 0, text: 'secret' },
      ],
    }),
  );
  client.record(rows(3, { firstNumber: 2, selected: [0, 2], chosenId: (row) => `order/${row}`, version: 'v2', time: 1001 }));
  const { predictions: _, ...refused } = rows(1, { firstNumber: Number.NaN, unseen: [{ row: 0, feature: 2, text: 'peat' }], time: 1002 });
  client.record(refused);
  expect(client.account()).toMatchObject({ seen: 4, queued: 4, written: 0 });
  await until(() => client.account().written === 4);
  const pages = await allPages(client.readPages({}));
  expect(pages).toMatchObject([
    {
      ids: ['aa-0', 'aa-1', 'order/0', 'order/2', ''],
      features: Float64Array.of(1, 0, 4, 1, 1, 0, 7, 0, 1, 0),
      versions: ['v1', 'v1', 'v2', 'v2', 'v1'],
      unseen: [
        { row: 1, feature: 1, text: 'chalk' },
        { row: 4, feature: 1, text: 'peat' },
      ],
    },
  ]);
  expect([...(pages[0]?.predictions ?? [])]).toEqual([0, 0, 0, 0, Number.NaN]);
  expect(await client.addLabels({ ids: ['aa-1', 'aa-99'], actuals: ['white', 'red'], time: 5, source: 'feedback' })).toMatchObject({
    joined: 1,
    unknown: [1],
  });
  expect((await client.findRow('aa-1'))?.actuals).toEqual(['white']);
  expect(client.status()).toMatchObject({ isConnected: true, restarts: 0 });
  const account = await client.close(1000);
  expect(account).toMatchObject({ seen: 4, written: 4, queued: 0, dropped: {}, failed: {}, isClosed: true });
  await remove();
});

test('closing leaves no timer behind', async () => {
  let ended = 0;
  const { client, remove } = await startClient({ sleep: (...pause) => sleep(...pause).finally(() => ended++) });
  await client.close(60_000);
  await until(() => ended === 1);
  await remove();
});

test('closing writes what is queued, and the account is in the store', async () => {
  const { client, directory, remove } = await startClient();
  for (let batch = 0; batch < 30; batch++) client.record(rows(500, { firstNumber: batch * 500 }));
  expect(await client.close(5000)).toMatchObject({ seen: 15_000, written: 15_000, queued: 0 });
  const again = createStoreClient({
    settings: { kind: 'file', path: join(directory, 'predictions.sqlite'), monitor },
    writer: 'w2',
    now: Date.now,
    every,
    sleep,
    log: () => undefined,
  });
  expect(await again.readLedger()).toMatchObject([
    { writer: 'w1', rows: 15_000, storedRows: 15_000, account: { seen: 15_000, isClosed: true } },
  ]);
  expect(new Set(await allIds(again.readPages({}))).size).toBe(15_000);
  await again.close(1000);
  await remove();
});

test('when too many rows wait, the newest are dropped and counted', async () => {
  const { client, remove } = await startClient({ limits: { maxRows: 100, batchRows: 30, batchMilliseconds: 10_000 } });
  client.record(rows(250));
  client.record(rows(5, { firstNumber: 250, predictions: Float64Array.of(1, Number.NaN, 1, Number.NaN, 1) }));
  expect(client.account()).toMatchObject({ seen: 253, queued: 100, dropped: { queue_full: 153 } });
  const account = await client.close(5000);
  expect(account).toMatchObject({ seen: 253, written: 100, queued: 0, dropped: { queue_full: 153 } });
  await remove();
});

test('the memory of rows that wait is bounded in bytes too, ids included', async () => {
  const { client, remove } = await startClient({ limits: { maxBytes: 100_000, batchMilliseconds: 10_000 } });
  client.record(rows(5000));
  const { queued, dropped } = client.account();
  expect(queued * (8 * 7 + 2)).toBeLessThanOrEqual(100_000);
  expect(queued * (8 * 7 + 2)).toBeGreaterThan(99_000);
  expect(queued + (dropped['queue_full'] ?? 0)).toBe(5000);
  await client.close(1000);
  await remove();
});

test('a thread that ends is started again, and rows that it had are written or counted as dropped', async () => {
  const threads: StoreThread[] = [];
  const start = (options: StoreThreadOptions) => {
    const thread = startStoreThread(options);
    threads.push(thread);
    return thread;
  };
  let hours = 0;
  const { client, directory, logged, remove } = await startClient(
    { limits: { batchMilliseconds: 10, batchRows: 50 }, now: () => Date.now() + hours * 3.6e6 },
    start,
  );
  let recorded = 0;
  for (let life = 1; life <= 3; life++) {
    for (let batch = 0; batch < 40; batch++) {
      client.record(rows(20, { firstNumber: recorded }));
      recorded += 20;
      await sleep(2);
    }
    await until(() => client.account().written > 0);
    const pending = client.health().catch((error: Error) => error.name);
    await threads.at(-1)?.terminate();
    expect(['StoreUnavailable', expect.objectContaining({ schemaVersion: expect.any(Number) })]).toContainEqual(await pending);
    client.record(rows(20, { firstNumber: recorded }));
    recorded += 20;
    hours++;
    await until(() => threads.length > life);
  }
  const { seen, written, dropped, queued } = await client.close(5000);
  expect(client.status().restarts).toBe(3);
  expect(logged).toEqual(Array(3).fill('error the thread of the store failed and is started again; predictions continue'));
  expect([seen, queued]).toEqual([recorded, 0]);
  expect(written + (dropped['thread_ended'] ?? 0)).toBe(recorded);
  const again = createSqliteStore(
    { kind: 'file', path: join(directory, 'predictions.sqlite'), monitor },
    { now: Date.now, log: () => undefined },
  );
  const ids = await allIds(again.readPages({}));
  expect([ids.length, new Set(ids).size]).toEqual([written, written]);
  expect(await again.readLedger()).toMatchObject([{ rows: written, account: { seen, written, queued: 0, isClosed: true } }]);
  await again.close();
  await remove();
});

test('memory stays flat while the store cannot be reached, and rows are written when it can be again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'down-'));
  // A file where the directory has to be.
  await writeFile(join(directory, 'data'), '');
  const settings = { kind: 'file', path: join(directory, 'data', 'predictions.sqlite'), monitor } as const;
  const { client, logged, remove } = await startClient({ settings, limits: { maxRows: 20_000 } });
  const used = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const record = async (count: number) => {
    for (let batch = 0; batch < count / 1000; batch++) {
      client.record(rows(1000, { firstNumber: batch * 1000 }));
      await sleep(0);
    }
  };
  await record(50_000);
  const before = used();
  await record(500_000);
  expect(used() - before).toBeLessThan(30e6);
  const { seen, queued, dropped, written } = client.account();
  expect({ seen, queued, dropped, written }).toEqual({ seen: 550_000, queued: 20_000, dropped: { queue_full: 530_000 }, written: 0 });
  expect(client.status()).toMatchObject({ isConnected: false, reason: expect.any(String) });
  await rm(join(directory, 'data'));
  await until(() => client.account().written === 20_000);
  expect(logged).toEqual([
    'error the store of predictions cannot be reached; predictions continue and rows wait',
    'info the store of predictions is reached again',
  ]);
  expect(await client.close(5000)).toMatchObject({ written: 20_000, queued: 0 });
  await rm(directory, { recursive: true });
  await remove();
});

test('with a spill directory, rows that do not fit into memory wait on disk, and are written in order', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spill-'));
  await writeFile(join(directory, 'data'), '');
  const settings = { kind: 'file', path: join(directory, 'data', 'predictions.sqlite'), monitor } as const;
  const spill = { directory: join(directory, 'spill'), maxBytes: 100e6 };
  const { client, remove } = await startClient({ settings, spill, limits: { maxRows: 5000, batchMilliseconds: 10 } });
  await until(() => client.status().isConnected === false);
  for (let batch = 0; batch < 40; batch++) {
    client.record(rows(1000, { firstNumber: batch * 1000, time: batch }));
    await until(() => client.account().queued - client.status().spilledRows <= 4000);
  }
  expect(client.account()).toMatchObject({ seen: 40_000, queued: 40_000, dropped: {} });
  await until(() => client.status().spilledRows === 40_000);
  expect(client.status().spilledBytes).toBeGreaterThan(40_000 * 50);
  await rm(join(directory, 'data'));
  await until(() => client.account().written === 40_000);
  const numbers = (await allIds(client.readPages({}))).map((id) => Number.parseInt(id.slice(3), 36));
  expect(numbers).toEqual(Array.from({ length: 40_000 }, (_, number) => number));
  expect(await readdir(spill.directory)).toEqual([]);
  await client.close(1000);
  await rm(directory, { recursive: true });
  await remove();
});
