import type { Window } from '@modelmonitor/tables';
import type { Claim } from './claim.ts';
import type { HourQuery, HourRecord } from './hourRecord.ts';
import type { LabelBatch, LabelOutcome } from './labelBatch.ts';
import type { PerformanceMethods } from './performance/performanceMethods.ts';
import type { RowBatch } from './rowBatch.ts';
import type { RowCounts, RowPage, RowRange } from './rowPage.ts';

/**
 * The durable log of one monitor: its predictions, their labels, and a ledger of the batches that were written. Every method may be called
 * again after an error; errors are `StoreUnavailable`, `StoreOutcomeUnknown`, `StoreRefusedRows` or `StoreTooNew`, anything else is a
 * fault of the program.
 */
export interface Store extends PerformanceMethods {
  readonly kind: 'file' | 'postgres';
  /** Creates or migrates the tables, and partitions of the days ahead; several processes may call it at once. */
  prepare(): Promise<void>;
  /**
   * Writes a batch, its entry in the ledger, and the account of its writer as it will be afterwards, in one transaction. Of a batch that the
   * ledger has already, only the account is recorded.
   *
   * @throws StoreOutcomeUnknown when the connection was lost after COMMIT was sent: `hasBatch` tells
   * @throws StoreRefusedRows when a value of the batch cannot be stored: nothing of it was
   */
  append(batch: RowBatch, account?: WriterAccount): Promise<void>;
  hasBatch(writer: string, number: number): Promise<boolean>;
  /** Records what a writer has seen, for `modelmonitor log check` after it was killed. */
  recordAccount(account: WriterAccount): Promise<void>;
  /** What each writer recorded last, and the rows of its batches in the ledger. */
  readLedger(): Promise<readonly LedgerEntry[]>;
  addLabels(labels: LabelBatch): Promise<LabelOutcome>;
  countRows(range: RowRange): Promise<RowCounts>;
  /** The range with the newest predicted rows of a range, `rows` or a few more where times are equal; the range itself where it has fewer. */
  newestRange(range: RowRange, rows: number): Promise<RowRange>;
  /**
   * The newest predicted rows of a range as a drift check compares them, oldest first, and a tenth as many refused ones. Columns are those of
   * the newest row's contract; rows of other contracts of the same task have missing values in features that they lack.
   */
  readWindow(range: RowRange, maxRows: number): Promise<Window>;
  /** Rows of a range, predicted and refused, oldest first, in pages of bounded size; a page has rows of one contract. Writers are not held up. */
  readPages(range: RowRange): AsyncIterable<RowPage>;
  /** The newest row of an id, of rows of the same time the last written; undefined when it is not stored. */
  findRow(id: string): Promise<RowPage | undefined>;
  /** Deletes rows predicted, and labels that arrived, before a time (milliseconds since 1970). @returns deleted rows */
  dropBefore(time: number): Promise<number>;
  /** Deletes rows and labels of ids. @returns deleted rows */
  forget(ids: readonly string[]): Promise<number>;
  /**
   * Redacts features, instead of those of the last call: batches are written without them, and their values in stored rows are overwritten as
   * missing, with their categories and the counts of hours. Costs little when no row has a value.
   *
   * @throws StoreUnavailable also when a reader prevents that overwritten bytes are removed: to be called again
   * @returns rows that changed
   */
  redact(features: readonly string[]): Promise<number>;
  /**
   * Takes a claim that is free or has ended, or moves the end of the holder's own, in one statement. An end that is not after `now` ends it.
   *
   * @returns whether the holder has it
   */
  claim(claim: Claim, now: number): Promise<boolean>;
  /** Claims of the monitor, also those that have ended. */
  readClaims(): Promise<readonly Claim[]>;
  /** Saves counts of hours; an hour has one record, the last that was saved. `dropBefore` deletes those of its time, `forget` those of its rows. */
  saveHourCounts(records: readonly HourRecord[]): Promise<void>;
  /** Counts of hours, oldest first. A record takes some 100 kB. */
  readHourCounts(query: HourQuery): Promise<readonly HourRecord[]>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}

/** What a writer has counted of predicted rows since it started: seen = written + queued + dropped + failed. Refused rows are not among them. */
export interface WriterAccount {
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly recordedAt: number;
  /** Whether the writer has stopped in order: rows that are queued then wait in its spill directory. */
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
  /** Predicted rows by the ledger: those that the table has, and those deleted by retention or `forget`. */
  readonly rows: number;
  readonly storedRows: number;
  readonly deletedRows: number;
  /** Refused rows that were written. */
  readonly refusedRows: number;
}

/** The state of a store. */
export interface StoreHealth {
  /** Space that rows, labels and the ledger of all monitors in the store take; null where unknown. */
  readonly bytes: number | null;
  /** Schema that the database has. */
  readonly schemaVersion: number;
  /** Ids with a label that wait for their row. */
  readonly waitingLabels: number;
}
