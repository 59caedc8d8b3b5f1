import type { DatabaseSync } from 'node:sqlite';
import { StoreOutcomeUnknown } from '../errors.ts';
import { isOutcomeUnknown, storeError } from './sqliteErrors.ts';

/**
 * Runs a task in a transaction that may write; another process that writes is awaited for a few seconds.
 *
 * @throws StoreUnavailable when the file cannot be written; nothing of the task was stored
 * @throws StoreOutcomeUnknown when COMMIT failed and may have stored it all the same
 */
export function writeTransaction<Result>(database: DatabaseSync, task: () => Result): Result {
  let isCommitting = false;
  try {
    database.exec('begin immediate');
    const result = task();
    isCommitting = true;
    database.exec('commit');
    return result;
  } catch (error) {
    if (database.isOpen && database.isTransaction) database.exec('rollback');
    if (isCommitting && isOutcomeUnknown(error)) throw new StoreOutcomeUnknown((error as Error).message, { cause: error });
    throw storeError(error);
  }
}
