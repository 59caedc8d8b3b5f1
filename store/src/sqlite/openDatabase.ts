import { chmodSync, closeSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreTooNew, StoreUnavailable } from '../errors.ts';
import type { FileStoreSettings } from '../storeSettings.ts';
import { compatibleFrom, schemaVersion, tables } from './schema.ts';
import { isCorrupt, storeError } from './sqliteErrors.ts';

/** Where a file that cannot be used is reported. */
export interface OpenDatabaseOptions {
  /** Milliseconds since 1970, for the name of a rejected file. */
  readonly now: () => number;
  readonly reportDamage: (reason: string, file: string) => void;
}

/**
 * Opens the file, creates it readable by its owner only, and creates its tables where they are missing. A file that is no database, or is
 * damaged, is renamed and a new one started.
 *
 * @throws StoreTooNew when a newer release changed the tables in a way that this one cannot work with
 * @throws StoreUnavailable when the file cannot be opened, or belongs to another monitor
 */
export function openDatabase(settings: FileStoreSettings, { now, reportDamage }: OpenDatabaseOptions): DatabaseSync {
  try {
    return openUsable(settings);
  } catch (error) {
    if (!isCorrupt(error)) throw storeError(error);
    reportDamage((error as Error).message, renameAside(settings.path, now()));
  }
  try {
    return openUsable(settings);
  } catch (error) {
    throw storeError(error);
  }
}

/** Renames a file and those that SQLite keeps beside it. @returns the new name */
export function renameAside(path: string, time: number): string {
  const aside = `${path}.rejected-${time}`;
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      renameSync(`${path}${suffix}`, `${aside}${suffix}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return aside;
}

function openUsable(settings: FileStoreSettings): DatabaseSync {
  const database = openFile(settings.path);
  try {
    // FULL: a committed batch survives a power failure too. One commit per batch, in a thread of its own, costs the predictor nothing.
    // What is deleted or overwritten is no longer in the file: freed pages are filled with zeros.
    database.exec(`
      pragma busy_timeout = 5000;
      pragma cache_size = -32768;
      pragma auto_vacuum = incremental;
      pragma secure_delete = on;
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma journal_size_limit = 67108864;`);
    createTables(database, settings);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function openFile(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  // SQLite gives the files beside it the same permissions.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return new DatabaseSync(path);
}

function createTables(database: DatabaseSync, { path, monitor }: FileStoreSettings): void {
  const isNew = () => database.prepare("select count(*) as count from sqlite_schema where name = 'schema'").get()?.['count'] === 0;
  if (isNew()) {
    // Another process may create them at the same time.
    database.exec('begin immediate');
    if (isNew()) {
      database.exec(tables);
      database.prepare('insert into schema values (?, ?, ?, ?)').run(schemaVersion, compatibleFrom, monitor.namespace, monitor.name);
    }
    database.exec('commit');
  }
  const found = database.prepare('select version, compatible_from, namespace, name from schema').get() ?? {};
  if (Number(found['compatible_from']) > schemaVersion)
    throw new StoreTooNew(`expected ${path} with a schema that version ${schemaVersion} can use, got version ${found['version']}`);
  if (found['namespace'] !== monitor.namespace || found['name'] !== monitor.name)
    throw new StoreUnavailable(
      `expected rows of ${monitor.namespace}/${monitor.name} in ${path}, got rows of ${found['namespace']}/${found['name']}`,
    );
}
