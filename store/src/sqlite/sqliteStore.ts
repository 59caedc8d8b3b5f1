import type { DatabaseSync } from 'node:sqlite';
import type { CountingStore } from '../countingStore.ts';
import { dropFeatures } from '../dropFeatures.ts';
import { StoreUnavailable } from '../errors.ts';
import { pageWindow } from '../pageWindow.ts';
import { performanceMethods } from '../performance/performanceMethods.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { RowPage, RowRange } from '../rowPage.ts';
import type { FileStoreSettings } from '../storeSettings.ts';
import { verifyTimes } from '../verifyTimes.ts';
import { appendBatch } from './appendBatch.ts';
import { readClaims, takeClaim } from './claims.ts';
import { createContracts } from './contracts.ts';
import { countRows } from './countRows.ts';
import { deleteBefore, deleteIds } from './deleteRows.ts';
import { createDiskReserve, type DiskReserve } from './diskReserve.ts';
import { rowPlaces } from './findRow.ts';
import { readHourCounts, saveHourCounts } from './hourCounts.ts';
import { countWaiting, writeLabels } from './labels.ts';
import { readLedger, writeAccount } from './ledger.ts';
import { newestRange } from './newestRange.ts';
import { pageOf, readPages } from './pages.ts';
import { redactRows, removeFreedBytes } from './redactRows.ts';
import { isDiskFull } from './sqliteErrors.ts';
import { createSqliteFile, type SqliteFile, type SqliteFileOptions } from './sqliteFile.ts';
import { createSqlitePerformance } from './sqlitePerformance.ts';
import { readBatch } from './storedBatches.ts';

/** Ids that wait for their row when the settings do not say. */
const defaultMaxWaiting = 1_000_000;

/**
 * A store in an SQLite file, which several processes may use at once. Its calls are synchronous inside: it belongs into a thread where no
 * request waits.
 */
export function createSqliteStore(settings: FileStoreSettings, options: SqliteFileOptions): CountingStore {
  const { monitor, maxWaitingLabels = defaultMaxWaiting } = settings;
  const { now } = options;
  const file = createSqliteFile(settings, options);
  const { prepare, read, iterate, write, close } = file;
  const reserve = createDiskReserve(settings.path);
  const redaction = createRedaction(file);
  const pages = (range: RowRange) => iterate((database) => readPages(database, range));
  return {
    kind: 'file',
    async prepare() {
      await prepare();
      reserve.keep();
    },
    async append(batch, account) {
      verifyTimes(batch);
      await write(({ database, contracts }) => appendBatch(database, contracts, { batch: redaction.apply(batch), account, now: now() }));
    },
    hasBatch: (writer, number) =>
      read((database) => database.prepare('select 1 from ledger where writer = ? and batch = ?').get(writer, number) !== undefined),
    recordAccount: (account) => write(({ database }) => writeAccount(database, account)),
    readLedger: () => read(readLedger),
    addLabels: (labels) => write(({ database }) => writeLabels(database, labels, { maxWaiting: maxWaitingLabels, now: now() })),
    countRows: (range) => read((database) => countRows(database, range)),
    newestRange: (range, rows) => read((database) => newestRange(database, range, rows)),
    async readWindow(range, maxRows) {
      const newest = await read((database) => newestRange(database, range, maxRows));
      return pageWindow(
        iterate((database) => readPages(database, newest)),
        { monitor, maxRows },
      );
    },
    readPages: pages,
    async startCounting(range, columns) {
      // The predictor counts nothing.
      const { startCounting } = await import('./startCounting.ts');
      return startCounting(file, range, columns);
    },
    findRow: (id) => read((database) => findRow(database, id)),
    dropBefore: (time) => dropBefore(file, reserve, time),
    forget: (ids) => write(({ database }) => deleteIds(database, ids)),
    redact: redaction.redact,
    claim: (claim, now) => write(({ database }) => takeClaim(database, claim, now)),
    readClaims: () => read(readClaims),
    ...performanceMethods(createSqlitePerformance(file), { readPages: pages, now }),
    saveHourCounts: (records) => write(({ database }) => saveHourCounts(database, records)),
    readHourCounts: (query) => read((database) => readHourCounts(database, query)),
    health: () => read(health),
    close,
  };
}

/** Deletes in steps, so that batches that wait are written in between; with the space that is kept for it when the disk is full. */
async function dropBefore({ iterate }: SqliteFile, reserve: DiskReserve, time: number): Promise<number> {
  let deleted = 0;
  const drop = async (isDiskFull: boolean) => {
    for await (const rows of iterate((database) => deleteBefore(database, time, isDiskFull))) {
      deleted += rows;
      await new Promise(setImmediate);
    }
  };
  await drop(false).catch((error: Error) => {
    if (!isDiskFull(error.cause)) throw error;
    reserve.release();
    return drop(true);
  });
  reserve.keep();
  return deleted;
}

/** Redacts rows; overwritten bytes are removed once after each start too, since an earlier process may have ended before it did. */
function createRedaction({ iterate }: SqliteFile): Pick<CountingStore, 'redact'> & { apply(batch: RowBatch): RowBatch } {
  let names: ReadonlySet<string> = new Set();
  let isClean = false;
  return {
    apply: (batch) => dropFeatures(batch, names),
    async redact(features) {
      names = new Set(features);
      if (features.length === 0) return 0;
      let [changed, isRemoved] = [0, true];
      const steps = iterate(function* (database) {
        for (const rows of redactRows(database, names)) {
          isClean = false;
          yield rows;
        }
        if (!isClean) isRemoved = yield* removeFreedBytes(database);
      });
      for await (const rows of steps) {
        changed += rows;
        await new Promise(setImmediate);
      }
      isClean = isRemoved;
      if (!isRemoved) throw new StoreUnavailable('overwritten values are removed from the file when no one reads it');
      return changed;
    },
  };
}

function findRow(database: DatabaseSync, id: string): RowPage | undefined {
  const found = (rowPlaces(database, [id]).get(0) ?? []).flatMap(({ number, row }) => {
    const batch = readBatch(database, number);
    return batch === undefined ? [] : [{ number, row, batch, time: batch.times[row] as number }];
  });
  const newest = found.sort((one, other) => one.time - other.time || one.number - other.number || one.row - other.row).at(-1);
  if (newest === undefined) return undefined;
  const { batch, row } = newest;
  return pageOf(database, createContracts(database).read(batch.contract), [{ contract: batch.contract, batch, rows: Uint32Array.of(row) }]);
}

function health(database: DatabaseSync) {
  const number = (pragma: string) => Number(Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0]);
  return {
    bytes: (number('page_count') - number('freelist_count')) * number('page_size'),
    schemaVersion: Number(database.prepare('select version from schema').get()?.['version']),
    waitingLabels: countWaiting(database),
  };
}
