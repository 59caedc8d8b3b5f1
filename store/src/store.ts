import type { Window } from '@modelmonitor/tables';
import type { LabelBatch, LabelOutcome } from './labelBatch.ts';
import type { RowBatch } from './rowBatch.ts';
import type { RowCounts, RowPage, RowRange } from './rowPage.ts';

/**
 * The durable log of one monitor: its predictions, their labels, and a ledger of the batches that were written. Every method may be called
 * again after an error; errors are `StoreUnavailable`, `StoreOutcomeUnknown` or `StoreRefusedRows`, anything else is a fault of the program.
 */
export interface Store {
  readonly kind: 'file' | 'postgres';
  /** Creates or migrates the tables, and partitions of the days ahead; several processes may call it at once. */
  prepare(): Promise<void>;
  /**
   * Writes a batch and its entry in the ledger in one transaction. A batch that the ledger has already is not written again.
   *
   * @throws StoreOutcomeUnknown when the connection was lost after COMMIT was sent: `hasBatch` tells
   * @throws StoreRefusedRows when a value of the batch cannot be stored: nothing of it was
   */
  append(batch: RowBatch): Promise<void>;
  hasBatch(writer: string, number: number): Promise<boolean>;
  /** Records what a writer has seen, for `modelmonitor log check` after it was killed. */
  recordAccount(account: WriterAccount): Promise<void>;
  /** What each writer recorded last, and the rows of its batches in the ledger. */
  readLedger(): Promise<readonly LedgerEntry[]>;
  addLabels(labels: LabelBatch): Promise<LabelOutcome>;
  countRows(range: RowRange): Promise<RowCounts>;
  /** The newest rows of a range as a drift check compares them, oldest first. */
  readWindow(range: RowRange, maxRows: number): Promise<Window>;
  /** Rows of a range, oldest first, in pages of bounded size; a page has rows of one contract. */
  readPages(range: RowRange): AsyncIterable<RowPage>;
  /** The newest row of an id; undefined when it is not stored. */
  findRow(id: string): Promise<RowPage | undefined>;
  /** Deletes rows, labels and sums older than a time (milliseconds since 1970). @returns deleted rows */
  dropBefore(time: number): Promise<number>;
  /** Deletes rows and labels of ids. @returns deleted rows */
  forget(ids: readonly string[]): Promise<number>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}

/** What a writer has counted since it started: seen = written + queued + dropped + failed. */
export interface WriterAccount {
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly recordedAt: number;
  /** Whether the writer has stopped in order: then nothing is queued. */
  readonly isClosed: boolean;
  readonly seen: number;
  readonly written: number;
  readonly queued: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
}

/** A writer in the ledger. */
export interface LedgerEntry {
  readonly account: WriterAccount | undefined;
  readonly writer: string;
  readonly batches: number;
  /** Rows by the ledger, and rows that the table has and that were deleted by retention or `forget`. */
  readonly rows: number;
  readonly storedRows: number;
  readonly deletedRows: number;
}

export interface StoreHealth {
  readonly bytes: number | null;
  /** Newest schema that the database has. */
  readonly schemaVersion: number;
}
