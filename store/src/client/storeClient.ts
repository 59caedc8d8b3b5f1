import type { UnseenText } from '../rowBatch.ts';
import type { RowContract } from '../rowContract.ts';
import type { Store, WriterAccount } from '../store.ts';

/** Methods of the store that a client passes on to its thread. */
export type ForwardedMethod = Exclude<
  keyof Store,
  'kind' | 'prepare' | 'append' | 'hasBatch' | 'recordAccount' | 'updatePerformance' | 'saveHourCounts' | 'readHourCounts' | 'close'
>;

/**
 * A store that lives in a thread of its own: recording rows costs the caller a copy of their numbers and never waits, whatever the store does.
 * Other methods are those of `Store`; they are rejected with `StoreUnavailable` while the store cannot be reached.
 */
export interface StoreClient extends Pick<Store, 'kind' | ForwardedMethod> {
  /** Name of this writer in the ledger. */
  readonly writer: string;
  /** Takes rows to be written within a second, or drops and counts them when too many are queued. */
  record(rows: RecordedRows): void;
  /** What became of the rows so far: seen = written + queued + dropped + failed, at every instant. */
  account(): WriterAccount;
  status(): StoreStatus;
  /**
   * Writes what is queued, at most until the deadline; rows left then stay in the spill directory, or are dropped as `shutdown` without one.
   *
   * @param deadlineMilliseconds from now
   * @returns the last account
   */
  close(deadlineMilliseconds: number): Promise<WriterAccount>;
}

/** Rows of one response, predicted or refused. */
export interface RecordedRows {
  /** The same object as long as it does not change: another one closes the batch. */
  readonly contract: RowContract;
  /** Cells of all rows, row-major, as the model read them. */
  readonly cells: Float64Array;
  /** Cells per row. */
  readonly width: number;
  /** The cell of each feature of the contract: redacted features are left out. */
  readonly kept: readonly number[];
  /** Indices of the rows to store, increasing; all rows when absent. */
  readonly selected?: readonly number[];
  /** Class index or value of each row; absent for rows refused for an unseen category. */
  readonly predictions?: Float64Array;
  /** Row-major, rows × classes. */
  readonly probabilities?: Float64Array | undefined;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** First part of the ids; another one closes the batch. */
  readonly series: string;
  /** Number of the first row: the id of the row with index i is `SERIES-NUMBER` with number `firstNumber + i` in base 36; NaN for rows without an id. */
  readonly firstNumber: number;
  /** Id that the caller chose for a row, by its index. */
  readonly chosenId?: (row: number) => string;
  /** Categories that the model does not know, by increasing row; `feature` is the index of its cell in a row. Those of features that are not kept are left out. */
  readonly unseen?: readonly UnseenText[];
}

/** How the thread is doing. */
export interface StoreStatus {
  /** Whether the last call reached the store; undefined before the first. */
  readonly isConnected: boolean | undefined;
  /** Why it did not. */
  readonly reason: string | undefined;
  /** When it was reached last, in milliseconds since 1970. */
  readonly connectedAt: number | undefined;
  /** Times the thread was restarted after it failed. */
  readonly restarts: number;
  /** Rows and bytes that are queued in the spill directory. */
  readonly spilledRows: number;
  readonly spilledBytes: number;
}
