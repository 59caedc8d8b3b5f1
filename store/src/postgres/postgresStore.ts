import { type ConnectionPool, DatabaseError, type PostgresConnection } from '@modelmonitor/databases';
import type { CountingStore } from '../countingStore.ts';
import { dropFeatures } from '../dropFeatures.ts';
import { StoreRefusedRows, StoreUnavailable } from '../errors.ts';
import { pageWindow } from '../pageWindow.ts';
import { performanceMethods } from '../performance/performanceMethods.ts';
import type { Store } from '../store.ts';
import { addLabels } from './addLabels.ts';
import { accountText, appendBatch } from './appendBatch.ts';
import { readClaims, takeClaim } from './claims.ts';
import { countRows } from './countRows.ts';
import { deleteBefore, deleteIds } from './deleteRows.ts';
import { readHourCounts, saveHourCounts } from './hourCounts.ts';
import { hasBatch, readLedger } from './ledger.ts';
import { createMonitor, type Monitor, type MonitorSettings } from './monitor.ts';
import { newestRange } from './newestRange.ts';
import { createPostgresPerformance } from './postgresPerformance.ts';
import { findRow, readPages } from './readPages.ts';
import { redactFeatures } from './redactRows.ts';
import { copySource, querySource } from './rowReader.ts';
import { startCounting } from './startCounting.ts';
import { storeHealth } from './storeHealth.ts';
import { rowPartition } from './timeParts.ts';

export interface PostgresStoreOptions extends MonitorSettings {
  /** Connections that write: one, so that batches are written in their order. */
  readonly writers: ConnectionPool;
  /** Connections for everything that may take long. */
  readonly readers: ConnectionPool;
}

/** A store in a PostgreSQL database that monitors and processes share. */
export function createPostgresStore({ writers, readers, ...settings }: PostgresStoreOptions): CountingStore {
  const monitor = createMonitor(settings);
  const run = createRunner(monitor, writers);
  const pages = (range: Parameters<Store['readPages']>[0]) =>
    ofThePort(
      readers.iterate(async function* (connection) {
        const source = (await monitor.isPartitioned(connection)) ? copySource : querySource;
        yield* readPages(connection, monitor, { range, source });
      }),
    );
  return {
    kind: 'postgres',
    prepare: () => run(writers, (connection) => monitor.partitions.prepare(connection, [rowPartition(monitor.now())])),
    append: (batch, account) => run(writers, (connection) => appendInPartitions(connection, monitor, { batch, account })),
    hasBatch: (writer, number) => run(writers, (connection) => hasBatch(connection, monitor, { writer, number })),
    recordAccount: (account) =>
      run(writers, async (connection) => {
        await monitor.references.writerNumber(connection, account.writer);
        await connection.query({ text: accountText(monitor, account) });
      }),
    readLedger: () => run(readers, (connection) => readLedger(connection, monitor)),
    addLabels: (labels) => run(readers, (connection) => addLabels(connection, monitor, labels)),
    countRows: (range) => run(readers, (connection) => countRows(connection, monitor, range)),
    newestRange: (range, rows) => run(readers, (connection) => newestRange(connection, monitor, { range, rows })),
    readWindow: async (range, maxRows) => {
      const newest = await run(readers, (connection) => newestRange(connection, monitor, { range, rows: maxRows }));
      return pageWindow(pages(newest), { monitor: settings.monitor, maxRows });
    },
    readPages: pages,
    findRow: (id) => run(readers, (connection) => findRow(connection, monitor, id)),
    dropBefore: (time) =>
      run(readers, async (connection) =>
        deleteBefore(connection, monitor, { time, isPartitioned: await monitor.isPartitioned(connection) }),
      ),
    forget: (ids) => run(readers, (connection) => deleteIds(connection, monitor, ids)),
    redact: (features) => redactFeatures(monitor, features, (work) => run(readers, work)),
    claim: (claim, at) => run(readers, (connection) => takeClaim(connection, monitor, { claim, now: at })),
    readClaims: () => run(readers, (connection) => readClaims(connection, monitor)),
    startCounting: (range, columns) => startCounting({ run: (work) => run(readers, work), monitor, range, columns }),
    ...performanceMethods(createPostgresPerformance({ monitor: monitor.name, run: (work) => run(readers, work) }), {
      readPages: pages,
      now: monitor.now,
    }),
    saveHourCounts: (records) => run(readers, (connection) => saveHourCounts(connection, monitor.name, records)),
    readHourCounts: (query) => run(readers, (connection) => readHourCounts(connection, monitor.name, query)),
    health: () => run(readers, async (connection) => storeHealth(connection, monitor.name, (await monitor.schema(connection)).version)),
    close: async () => {
      await Promise.all([writers.close(), readers.close()]);
    },
  };
}

/** Runs work with a connection and the tables; what is known of them is looked up again when the connection that writes is a new one. */
function createRunner(monitor: Monitor, writers: ConnectionPool) {
  let writer: PostgresConnection | undefined;
  return <Result>(pool: ConnectionPool, work: (connection: PostgresConnection) => Promise<Result>): Promise<Result> =>
    pool
      .use(async (connection) => {
        if (pool === writers && connection !== writer) monitor.forget();
        if (pool === writers) writer = connection;
        await monitor.schema(connection);
        return work(connection);
      })
      .catch((error: unknown) => {
        if (error instanceof DatabaseError && error.kind === 'missing') monitor.forget();
        throw storeError(error);
      });
}

/** Writes a batch; when another process has dropped a partition of its days meanwhile, again after creating it. */
async function appendInPartitions(
  connection: PostgresConnection,
  monitor: Monitor,
  { batch: whole, account }: Parameters<typeof appendBatch>[2],
): Promise<void> {
  const batch = { account, batch: dropFeatures(whole, monitor.redacted) };
  try {
    await appendBatch(connection, monitor, batch);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '23514') throw error;
    monitor.partitions.forget();
    await appendBatch(connection, monitor, batch);
  }
}

async function* ofThePort<Result>(results: AsyncIterable<Result>): AsyncGenerator<Result, void, undefined> {
  try {
    yield* results;
  } catch (error) {
    throw storeError(error);
  }
}

/** An error of the database as an error of the port; others as they are. */
function storeError(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.kind === 'value') return new StoreRefusedRows(error.message, { cause: error });
  return error.kind === 'failed' ? error : new StoreUnavailable(error.message, { cause: error });
}
