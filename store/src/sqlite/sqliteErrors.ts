import { StoreOutcomeUnknown, StoreRefusedRows, StoreTooNew, StoreUnavailable } from '../errors.ts';

/** Primary result codes of SQLite. */
const codes = { ioError: 10, corrupt: 11, full: 13, tooBig: 18, notADatabase: 26 };

/** Whether the file is damaged, or is no database. */
export function isCorrupt(error: unknown): boolean {
  const code = primaryCode(error);
  return code === codes.corrupt || code === codes.notADatabase;
}

/** Whether the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return primaryCode(error) === codes.full;
}

/** Whether a failed COMMIT may have stored its rows all the same. */
export function isOutcomeUnknown(error: unknown): boolean {
  return primaryCode(error) === codes.ioError;
}

/** An error of SQLite, or of the file system, as an error of the port; others as they are. */
export function storeError(error: unknown): unknown {
  const { message, code } = error as NodeJS.ErrnoException;
  if (isOfThePort(error)) return error;
  const primary = primaryCode(error);
  if (primary === codes.tooBig) return new StoreRefusedRows(message, { cause: error });
  if (isDiskFull(error)) return new StoreUnavailable('the disk is full', { cause: error });
  if (primary !== undefined || /^E[A-Z]+$/.test(code ?? '')) return new StoreUnavailable(message, { cause: error });
  return error;
}

function isOfThePort(error: unknown): boolean {
  return [StoreOutcomeUnknown, StoreRefusedRows, StoreTooNew, StoreUnavailable].some((kind) => error instanceof kind);
}

function primaryCode(error: unknown): number | undefined {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 255 : undefined;
}
