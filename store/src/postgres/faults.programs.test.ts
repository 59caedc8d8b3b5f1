import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { type CuttingRelay, startCuttingRelay } from '../../../test/faultProxy/cuttingRelay.ts';
import { startTcpRelay } from '../../../test/faultProxy/tcpRelay.ts';
import { createStoreClient } from '../client/createStoreClient.ts';
import type { StoreClient } from '../client/storeClient.ts';
import type { StoreClientOptions } from '../client/storeClientOptions.ts';
import { StoreOutcomeUnknown, StoreUnavailable } from '../errors.ts';
import { testRowBatch } from '../testRowBatch.ts';
import { createDatabase, testPostgresStore } from './testPostgresStore.ts';
import { recordedRows } from './testRecordedRows.ts';

/** How often the server is killed; CI takes a few. */
const kills = Number(process.env['POSTGRES_KILLS'] ?? 3);

describeWithPostgres('faults of PostgreSQL', () => {
  let postgres: TestPostgres;
  let relay: CuttingRelay;
  let databases = 0;

  beforeAll(async () => {
    postgres = await startTestPostgres({ fsync: kills > 3 });
    relay = await startCuttingRelay(postgres.port);
  });

  afterAll(async () => {
    await relay?.close();
    await postgres?.remove();
  });

  const newDatabase = () => createDatabase(postgres, `faults_${++databases}`);
  const throughRelay = (url: string, port = relay.port) => url.replace(String(postgres.port), String(port));

  function startClient(url: string, limits: StoreClientOptions['limits'] = {}): StoreClient {
    return createStoreClient({
      settings: { kind: 'postgres', url: { text: url }, what: 'a test', monitor: { namespace: 'default', name: 'tested' } },
      writer: 'w1',
      now: Date.now,
      every: (milliseconds, task) => {
        const timer = setInterval(() => void task(), milliseconds);
        return { stop: () => clearInterval(timer) };
      },
      sleep: (milliseconds) => sleep(milliseconds),
      log: () => undefined,
      limits: { batchRows: 500, batchMilliseconds: 20, ...limits },
    });
  }

  /** Rows in the table, and how many of them are there more than once. */
  async function storedRows(url: string): Promise<{ rows: number; twice: number }> {
    const [rows, ids] = (await postgres.sql('select count(*), count(distinct id) from modelmonitor_predictions', url))
      .split('|')
      .map(Number);
    return { rows: rows as number, twice: (rows as number) - (ids as number) };
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let attempt = 0; attempt < 6000 && !condition(); attempt++) await sleep(10);
    expect(condition()).toBe(true);
  }

  /** Records rows while something goes wrong, and expects all of them to be stored once. */
  async function expectAllStored(url: string, through: string, disturb: (client: StoreClient) => Promise<void>): Promise<void> {
    const client = startClient(through);
    let recorded = 0;
    const record = () => {
      if (client.account().queued > 50_000) return;
      client.record(recordedRows(200, { series: 'aa', firstNumber: recorded, time: Date.now() }));
      recorded += 200;
    };
    const timer = setInterval(record, 5);
    await until(() => client.account().written > 0);
    await disturb(client);
    clearInterval(timer);
    await until(() => client.account().queued === 0);
    const account = await client.close(10_000);
    const { seen, written, queued, dropped, failed } = account;
    expect({ seen, written, queued, dropped, failed }).toEqual({ seen: recorded, written: recorded, queued: 0, dropped: {}, failed: {} });
    expect(await storedRows(url)).toEqual({ rows: recorded, twice: 0 });
  }

  test('a connection that is cut at any byte loses no row and writes none twice', async () => {
    const url = await newDatabase();
    await expectAllStored(url, throughRelay(url), async (client) => {
      for (let cut = 1; cut <= 25; cut++) {
        const { written } = client.account();
        // Every fifth is within the first kilobyte: while a transaction starts.
        relay.cutAfter(1 + ((cut * 7919) % (cut % 5 === 0 ? 1000 : 150_000)));
        await until(() => relay.cuts() === cut);
        await until(() => client.account().written > written);
      }
    });
  });

  test('a connection that is cut after COMMIT was sent: the batch is looked up, not sent again', async () => {
    const url = await newDatabase();
    const before = relay.cuts();
    await expectAllStored(url, throughRelay(url), async () => {
      for (let cut = 1; cut <= 5; cut++) {
        relay.cutResponseTo('commit');
        await until(() => relay.cuts() === before + cut);
      }
    });
  });

  test('a server that is killed in a COPY loses no row and writes none twice', async () => {
    const url = await newDatabase();
    await expectAllStored(url, url, async () => {
      for (let kill = 0; kill < kills; kill++) {
        await sleep(150 + kill * 13);
        await postgres.kill();
        await postgres.start();
        await sleep(300);
      }
    });
  });

  test('a server that is stopped holds up no request: rows are dropped and counted, and writing starts again by itself', async () => {
    const url = await newDatabase();
    const client = startClient(url, { maxRows: 20_000 });
    client.record(recordedRows(100, { series: 'aa', firstNumber: 0, time: Date.now() }));
    await until(() => client.account().written === 100);
    await postgres.stop();
    const memory = process.memoryUsage().arrayBuffers;
    let longest = 0;
    for (let batch = 0; batch < 2000; batch++) {
      const start = performance.now();
      client.record(recordedRows(100, { series: 'bb', firstNumber: batch * 100, time: Date.now() }));
      longest = Math.max(longest, performance.now() - start);
      if (batch % 20 === 0) await sleep(1);
    }
    expect(longest).toBeLessThan(2000);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(64 * 2 ** 20);
    const { seen, written, queued, dropped } = client.account();
    expect(seen).toBe(200_100);
    expect(queued).toBeLessThanOrEqual(20_000);
    expect(written + queued + (dropped['queue_full'] ?? 0)).toBe(seen);
    expect(client.status().isConnected).toBe(false);
    await postgres.start();
    await until(() => client.account().queued === 0);
    const account = await client.close(10_000);
    expect(account.seen).toBe(account.written + (account.dropped['queue_full'] ?? 0));
    expect(await storedRows(url)).toEqual({ rows: account.written, twice: 0 });
  });

  test('a server that hangs is given up; whether a batch was written is looked up', async () => {
    const url = await newDatabase();
    const silent = await startTcpRelay(postgres.port);
    const store = testPostgresStore(throughRelay(url, silent.port), { statementMilliseconds: 400, connectMilliseconds: 400 });
    await store.append(testRowBatch([{ time: 1 }]));
    silent.hold();
    await expect(store.append(testRowBatch([{ time: 2, number: 5 }], { number: 2 }))).rejects.toThrow(StoreUnavailable);
    await expect(store.hasBatch('w1', 2)).rejects.toThrow(StoreUnavailable);
    silent.release();
    expect(await store.hasBatch('w1', 2)).toBe(false);
    await store.append(testRowBatch([{ time: 2, number: 5 }], { number: 2 }));
    expect(await storedRows(url)).toEqual({ rows: 2, twice: 0 });
    relay.cutResponseTo('commit');
    const cut = testPostgresStore(throughRelay(url));
    await expect(cut.append(testRowBatch([{ time: 3, number: 6 }], { number: 3 }))).rejects.toThrow(StoreOutcomeUnknown);
    await Promise.all([store.close(), cut.close(), silent.close()]);
  });

  test('of a killed process, the ledger has every row that it had acknowledged, and the last account says what is lost', async () => {
    const url = await newDatabase();
    const script = join(import.meta.dirname, 'testWriterProcess.ts');
    for (let kill = 0; kill < 3; kill++) {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url, `pod${kill}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
      await until(() => Number(printed.trimEnd().split('\n').at(-1)) > 2000);
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
      const store = testPostgresStore(url);
      const entry = (await store.readLedger()).find(({ writer }) => writer === `pod${kill}`);
      await store.close();
      const acknowledged = Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
      expect(entry?.rows).toBeGreaterThanOrEqual(acknowledged);
      expect(entry).toMatchObject({ storedRows: entry?.rows, deletedRows: 0 });
      const { seen = 0, written = 0, queued = 0 } = entry?.account ?? {};
      expect(written).toBe(entry?.rows);
      expect(seen).toBe(written + queued);
    }
    expect((await storedRows(url)).twice).toBe(0);
  });

  test('eight processes create the tables at once: one does, none fails', async () => {
    for (let round = 0; round < 4; round++) {
      const url = await newDatabase();
      const stores = Array.from({ length: 8 }, () => testPostgresStore(url));
      await Promise.all(stores.map((store) => store.prepare()));
      await Promise.all(
        stores.map((store, place) => store.append(testRowBatch([{ time: Date.now(), number: place }], { writer: `w${place}` }))),
      );
      expect(await storedRows(url)).toEqual({ rows: 8, twice: 0 });
      await Promise.all(stores.map((store) => store.close()));
    }
  });
});
