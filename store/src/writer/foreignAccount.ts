import type { Store, WriterAccount } from '../store.ts';
import { createTally, type Tally } from './tally.ts';

/** The account of a process that ended, while another one writes what it left. */
export interface ForeignAccount extends Pick<Tally, 'settle'> {
  /** The account as it will be when predicted rows are written; undefined where the process recorded none. */
  accountAfter(predicted: number): WriterAccount | undefined;
  /** Records rows that failed. */
  finish(): Promise<void>;
}

export async function readForeignAccount(store: Pick<Store, 'readLedger' | 'recordAccount'>, writer: string): Promise<ForeignAccount> {
  const before = (await store.readLedger()).find((entry) => entry.writer === writer)?.account;
  if (before === undefined) return { accountAfter: () => undefined, settle: () => undefined, finish: async () => undefined };
  const { startedAt, recordedAt, isClosed } = before;
  const tally = createTally({ writer, startedAt, now: () => recordedAt, before });
  let isDue = false;
  /** The process saw more rows after its last account: those that it left are seen rows too. */
  const accountWith = (written: number): WriterAccount => {
    const account = tally.account(isClosed);
    const queued = account.queued - written;
    const later = Math.max(0, -queued);
    return { ...account, seen: account.seen + later, written: account.written + written, queued: queued + later };
  };
  return {
    accountAfter: accountWith,
    settle(rows) {
      tally.settle(rows);
      isDue ||= rows.outcome === 'failed';
    },
    async finish() {
      if (isDue) await store.recordAccount(accountWith(0));
      isDue = false;
    },
  };
}
