import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What SQLite reports of a file that another connection has locked. */
const isBusy = 5;

/** The right to write into a data directory. */
export interface DataLock {
  release(): void;
}

/**
 * Reserves a data directory for this process: two that serve from it would overwrite each other's reports and rows. The lock is SQLite's on an
 * empty file: the kernel drops it when the process ends, however it ends. Programs that only read, or write through the store, do not take it.
 *
 * @throws Error when another process has it, or the directory cannot be created
 */
export function lockData(directory: string, warn: (message: string) => void): DataLock {
  const path = join(directory, 'lock');
  mkdirSync(directory, { recursive: true });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec('begin exclusive');
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === isBusy)
      throw new Error(`another process serves from ${directory}: stop it, or choose another data directory`, { cause: error });
    // Some network file systems have no locks.
    warn(`${directory} could not be locked (${(error as Error).message}): let no other process serve from it`);
    return { release: () => undefined };
  }
  return { release: () => database.close() };
}
