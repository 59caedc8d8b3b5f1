import type { StoreCall } from '../measureStore.ts';
import type { StoreQuery } from '../storeQuery.ts';
import type { StoreSettings } from '../storeSettings.ts';

/** Where a client writes to, and how much it may queue. */
export interface StoreClientOptions {
  readonly settings: StoreSettings;
  /** Random name of this process, of letters and digits: its name in the ledger. */
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs a task repeatedly until stopped. */
  readonly every: (milliseconds: number, task: () => Promise<void>) => { stop(): void };
  /** Waits, at most until the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly log: StoreLog;
  /** Receives each call of the store, as its thread measured it. */
  readonly onCall?: ((call: StoreCall) => void) | undefined;
  /** Receives each statement that was sent to a database, and each attempt to connect. */
  readonly onQuery?: ((query: StoreQuery) => void) | undefined;
  readonly limits?: Partial<QueueLimits>;
  /** Where rows wait while the store cannot be reached, beyond what fits in memory. */
  readonly spill?: SpillSettings | undefined;
}

/** Logs an event. */
export type StoreLog = (level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Bounds of the rows that wait in memory. */
export interface QueueLimits {
  /** 200,000 when absent. */
  readonly maxRows: number;
  /** 64 MiB when absent. */
  readonly maxBytes: number;
  /** Rows of a full batch: 5,000 when absent. */
  readonly batchRows: number;
  /** Age at which a batch is sent although it is not full: 250 when absent. */
  readonly batchMilliseconds: number;
}

/** A directory for rows that the store cannot take now. */
export interface SpillSettings {
  readonly directory: string;
  readonly maxBytes: number;
}
