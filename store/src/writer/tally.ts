import type { WriterAccount } from '../store.ts';
import type { WriterEvent } from './writerEvents.ts';

export interface TallyOptions {
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Counts that go on. */
  readonly before?: WriterAccount | undefined;
}

/** Counts predicted rows until each of them is written, dropped or failed. Every row is counted when it comes and when it goes. */
export interface Tally {
  /** Rows came and wait. */
  queue(predicted: number): void;
  /** Rows that waited reached an end. */
  settle(rows: Pick<Extract<WriterEvent, { type: 'settled' }>, 'outcome' | 'reason' | 'predicted'>): void;
  account(isClosed?: boolean): WriterAccount;
}

export function createTally({ writer, startedAt, now, before }: TallyOptions): Tally {
  let [seen, queued, written] = [before?.seen ?? 0, before?.queued ?? 0, before?.written ?? 0];
  const counts = { dropped: new Map(Object.entries(before?.dropped ?? {})), failed: new Map(Object.entries(before?.failed ?? {})) };
  return {
    queue(predicted) {
      seen += predicted;
      queued += predicted;
    },
    settle({ outcome, reason, predicted }) {
      queued -= predicted;
      if (outcome === 'written') written += predicted;
      else if (predicted > 0) counts[outcome].set(reason, (counts[outcome].get(reason) ?? 0) + predicted);
    },
    account(isClosed = false) {
      const dropped = Object.fromEntries(counts.dropped);
      return { writer, startedAt, recordedAt: now(), isClosed, seen, written, queued, dropped, failed: Object.fromEntries(counts.failed) };
    },
  };
}
