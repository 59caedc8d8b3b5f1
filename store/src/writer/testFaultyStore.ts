import { countPredicted } from '../countPredicted.ts';
import { StoreOutcomeUnknown, StoreRefusedRows, StoreUnavailable } from '../errors.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { LedgerEntry, Store, WriterAccount } from '../store.ts';

/** What a call of the store does. */
export type Fault = 'none' | 'unavailable' | 'unknown, stored' | 'unknown, not stored' | 'error';

/** A store in memory that fails as its caller decides, with a ledger as real ones have. */
export interface FaultyStore extends Pick<Store, 'prepare' | 'append' | 'hasBatch' | 'recordAccount' | 'readLedger'> {
  /** First feature of every stored row, in the order they were written. */
  readonly rows: number[];
  readonly accounts: ReadonlyMap<string, WriterAccount>;
  /** Called by every method; `append` takes all faults, others fail or not. */
  fault: () => Fault;
}

/**
 * @param isRefused whether the store refuses a row, by its first feature
 * @param namesRows whether it names the rows that it refuses
 */
export function createFaultyStore(isRefused: (row: number) => boolean, namesRows: () => boolean): FaultyStore {
  const ledger = new Map<string, { writer: string; batch: RowBatch }>();
  const accounts = new Map<string, WriterAccount>();
  const keyOf = (writer: string, number: number) => `${writer} ${number}`;
  const features = ({ contract, features: all }: RowBatch) => Array.from(all).filter((_, cell) => cell % contract.features.length === 0);
  const reach = async (fault: Fault) => {
    await new Promise(setImmediate);
    if (fault === 'unavailable') throw new StoreUnavailable('connection refused');
    if (fault === 'error') throw new TypeError('unexpected');
  };
  const reachOrFail = () => reach(store.fault() === 'none' ? 'none' : 'unavailable');
  const store: FaultyStore = {
    rows: [],
    accounts,
    fault: () => 'none',
    prepare: reachOrFail,
    async append(batch, account) {
      const fault = store.fault();
      await reach(fault);
      const refused = features(batch).flatMap((row, index) => (isRefused(row) ? [index] : []));
      if (refused.length > 0) throw new StoreRefusedRows('invalid', namesRows() ? { rows: refused } : {});
      if (fault === 'unknown, not stored') throw new StoreOutcomeUnknown('connection lost');
      if (!ledger.has(keyOf(batch.writer, batch.number))) store.rows.push(...features(batch));
      ledger.set(keyOf(batch.writer, batch.number), { writer: batch.writer, batch });
      if (account !== undefined) accounts.set(account.writer, account);
      if (fault === 'unknown, stored') throw new StoreOutcomeUnknown('connection lost');
    },
    async hasBatch(writer, number) {
      await reachOrFail();
      return ledger.has(keyOf(writer, number));
    },
    async recordAccount(account) {
      await reachOrFail();
      accounts.set(account.writer, account);
    },
    async readLedger() {
      await reachOrFail();
      return [...accounts].map(([writer, account]): LedgerEntry => {
        const batches = [...ledger.values()].filter((entry) => entry.writer === writer);
        const rows = batches.reduce((sum, { batch }) => sum + countPredicted(batch), 0);
        return { writer, account, batches: batches.length, rows, storedRows: rows, deletedRows: 0, refusedRows: 0 };
      });
    },
  };
  return store;
}
