import type { DatabaseSync } from 'node:sqlite';
import type { StoreLog } from '../client/storeClientOptions.ts';
import type { FileStoreSettings } from '../storeSettings.ts';
import { type Contracts, createContracts } from './contracts.ts';
import { openDatabase, renameAside } from './openDatabase.ts';
import { isCorrupt, storeError } from './sqliteErrors.ts';
import { writeTransaction } from './transaction.ts';

export interface SqliteFileOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: StoreLog;
}

interface OpenedFile {
  readonly database: DatabaseSync;
  readonly contracts: Contracts;
}

/** An SQLite file that is opened at its first use. Errors are those of the port. */
export interface SqliteFile {
  /** Opens the file and creates its tables. */
  prepare(): Promise<void>;
  read<Result>(task: (database: DatabaseSync) => Result): Promise<Result>;
  iterate<Item>(task: (database: DatabaseSync) => Iterable<Item>): AsyncIterable<Item>;
  /** Runs a task in a transaction. A file that proves to be damaged is renamed, and a new one is started by the next call. */
  write<Result>(task: (opened: OpenedFile) => Result): Promise<Result>;
  close(): Promise<void>;
}

export function createSqliteFile(settings: FileStoreSettings, { now, log }: SqliteFileOptions): SqliteFile {
  let opened: OpenedFile | undefined;
  const reportDamage = (reason: string, file: string) =>
    log('error', 'the file of predictions is damaged and was renamed; a new one was started', { reason, file });
  const open = () => {
    if (opened === undefined) {
      const database = openDatabase(settings, { now, reportDamage });
      opened = { database, contracts: createContracts(database) };
    }
    return opened;
  };
  const close = () => {
    opened?.database.close();
    opened = undefined;
  };
  const rejectDamaged = (error: unknown) => {
    const { cause } = error as Error;
    if (!isCorrupt(cause)) return;
    close();
    reportDamage((cause as Error).message, renameAside(settings.path, now()));
  };
  return {
    prepare: async () => void open(),
    async read(task) {
      try {
        return task(open().database);
      } catch (error) {
        throw storeError(error);
      }
    },
    async *iterate(task) {
      try {
        yield* task(open().database);
      } catch (error) {
        throw storeError(error);
      }
    },
    async write(task) {
      const current = open();
      try {
        return writeTransaction(current.database, () => task(current));
      } catch (error) {
        rejectDamaged(error);
        throw error;
      }
    },
    close: async () => close(),
  };
}
