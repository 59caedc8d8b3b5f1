import type { StoreLog } from '../client/storeClientOptions.ts';
import type { Spill } from '../spill/spill.ts';
import type { Store, WriterAccount } from '../store.ts';
import type { WriterEvent } from './writerEvents.ts';

export interface BatchWriterOptions {
  readonly store: Pick<Store, 'prepare' | 'append' | 'hasBatch' | 'recordAccount' | 'readLedger'>;
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: StoreLog;
  readonly report: (event: WriterEvent) => void;
  readonly spill?: Spill | undefined;
  /** Rows in memory above which they are spilled behind others that are, although the store is reached. */
  readonly spillRows: number;
  /** What an earlier thread of this writer had counted, and batches that it did not settle. */
  readonly before?: { readonly account: WriterAccount; readonly lost: readonly LostBatch[] } | undefined;
}

/** A batch that an ended thread had. */
export interface LostBatch {
  readonly number: number;
  /** Rows that were not settled. */
  readonly rows: number;
  readonly predicted: number;
}
