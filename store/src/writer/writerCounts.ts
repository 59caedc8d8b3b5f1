import type { WriterAccount } from '../store.ts';
import { createTally, type TallyOptions } from './tally.ts';
import type { SeenRows, WriterEvent } from './writerEvents.ts';

/** The account of a writer, from what the other side of the queue counted and what became of the batches. */
export interface WriterCounts {
  /** Takes what the other side has counted by now. */
  observe(seen: SeenRows): void;
  /** Counts rows of an own batch that reached an end, and reports them. */
  settle(rows: Omit<Extract<WriterEvent, { type: 'settled' }>, 'type'>): void;
  account(isClosed?: boolean): WriterAccount;
  /** The account as it will be when predicted rows that wait are written. */
  accountAfter(predicted: number): WriterAccount;
}

export interface WriterCountsOptions extends TallyOptions {
  readonly report: (event: WriterEvent) => void;
}

export function createWriterCounts(options: WriterCountsOptions): WriterCounts {
  const tally = createTally(options);
  let { seen, dropped } = countsOf(tally.account());
  return {
    observe(now) {
      tally.queue(now.seen - seen);
      for (const [reason, rows] of Object.entries(now.dropped)) {
        const before = dropped.get(reason) ?? 0;
        if (rows > before) tally.settle({ outcome: 'dropped', reason, predicted: rows - before });
      }
      ({ seen, dropped } = countsOf(now));
    },
    settle(rows) {
      tally.settle(rows);
      options.report({ type: 'settled', ...rows });
    },
    account: tally.account,
    accountAfter(predicted) {
      const account = tally.account();
      return { ...account, written: account.written + predicted, queued: account.queued - predicted };
    },
  };
}

function countsOf({ seen, dropped }: SeenRows) {
  return { seen, dropped: new Map(Object.entries(dropped)) };
}
