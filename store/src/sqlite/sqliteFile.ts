import { statSync } from 'node:fs';
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
  /** Number of the file. */
  readonly file: number | undefined;
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
  const fileNumber = () => statSync(settings.path, { throwIfNoEntry: false })?.ino;
  const close = () => {
    opened?.database.close();
    opened = undefined;
  };
  const open = () => {
    // Rows of a file that no longer has its name would be lost.
    if (opened !== undefined && opened.file !== fileNumber()) {
      close();
      log('error', 'the file of predictions was deleted or replaced by another program; rows are written into the new one', {
        file: settings.path,
      });
    }
    if (opened === undefined) {
      const database = openDatabase(settings, { now, reportDamage });
      opened = { database, contracts: createContracts(database), file: fileNumber() };
    }
    return opened;
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
      try {
        const current = open();
        return writeTransaction(current.database, () => task(current));
      } catch (error) {
        rejectDamaged(error);
        throw storeError(error);
      }
    },
    close: async () => close(),
  };
}
