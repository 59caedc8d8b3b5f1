import { countPredicted } from '../countPredicted.ts';
import { StoreOutcomeUnknown, StoreRefusedRows } from '../errors.ts';
import type { RowBatch } from '../rowBatch.ts';
import { selectRows } from '../selectRows.ts';
import type { Store, WriterAccount } from '../store.ts';

/** Rows of a batch that reached an end. */
interface SettledRows {
  readonly outcome: 'written' | 'failed';
  /** Why they failed: `refused` by the store, or `error`. */
  readonly reason: string;
  readonly rows: number;
  /** Rows with a prediction. */
  readonly predicted: number;
  /** Whether an earlier process wrote them, with the account that counts them. */
  readonly isCounted: boolean;
}

export interface BatchTaskOptions {
  readonly store: Pick<Store, 'append' | 'hasBatch'>;
  /** The account to record with predicted rows that are about to be written; undefined for a batch of another process. */
  readonly accountAfter: (predicted: number) => WriterAccount | undefined;
  readonly settle: (rows: SettledRows) => void;
  /** Whether an earlier process may have written the batch. */
  readonly isUnknown: boolean;
}

/** The work on one batch, which goes on where it was when it is called again after an error. */
export interface BatchTask {
  /** Whether nothing was settled and nothing split. */
  readonly isUntouched: boolean;
  /** Writes what is left; rejected with the error of the store when it cannot now. */
  run(): Promise<void>;
  /** What is left. */
  remaining(): Pick<SettledRows, 'rows' | 'predicted'>;
}

interface Part {
  readonly batch: RowBatch;
  /** Place in the tree of halves: the batch is 1, its halves 2 and 3, and so on. */
  readonly place: number;
  /** What may have stored it before: an earlier process, or an attempt of this task. */
  maybeStoredBy: 'nothing' | 'earlier process' | 'this task';
}

/**
 * Number of a part in the ledger. It follows from the batch and the part alone: whichever process writes the batch again after a crash finds
 * the parts that are stored.
 */
function partNumber(batch: number, place: number): number {
  return place === 1 ? batch : batch + place * 2 ** 32;
}

/** Writes a batch exactly once. Rows that the store refuses are found by halving, and counted as failed. */
export function createBatchTask(batch: RowBatch, { store, accountAfter, settle, isUnknown }: BatchTaskOptions): BatchTask {
  const maybeStoredBy = isUnknown ? 'earlier process' : 'nothing';
  const parts: Part[] = [{ batch, place: 1, maybeStoredBy }];
  let isUntouched = true;
  const settlePart = (outcome: SettledRows['outcome'], { batch: part }: Part, isCounted = false) => {
    isUntouched = false;
    settle({ outcome, reason: outcome === 'failed' ? 'refused' : '', rows: part.rows, predicted: countPredicted(part), isCounted });
  };
  const refuse = (part: Part, { rows }: StoreRefusedRows) => {
    const { batch: refused, place } = part;
    const all = Array.from({ length: refused.rows }, (_, row) => row);
    if (rows !== undefined && rows.length > 0 && rows.length < all.length) {
      const faulty = new Set(rows);
      settlePart('failed', { ...part, batch: selectRows(refused, rows) });
      parts.push({
        ...part,
        batch: selectRows(
          refused,
          all.filter((row) => !faulty.has(row)),
        ),
      });
    } else if (all.length <= 1 || rows?.length === all.length) {
      settlePart('failed', part);
    } else {
      isUntouched = false;
      const half = all.length >> 1;
      for (const [side, kept] of [all.slice(half), all.slice(0, half)].entries()) {
        const child = place * 2 + 1 - side;
        parts.push({ batch: { ...selectRows(refused, kept), number: partNumber(batch.number, child) }, place: child, maybeStoredBy });
      }
    }
  };
  return {
    get isUntouched() {
      return isUntouched;
    },
    remaining() {
      const count = (of: (part: RowBatch) => number) => parts.reduce((sum, { batch: part }) => sum + of(part), 0);
      return { rows: count(({ rows }) => rows), predicted: count(countPredicted) };
    },
    async run() {
      for (let part = parts.at(-1); part !== undefined; part = parts.at(-1)) {
        let isStored = false;
        try {
          isStored = part.maybeStoredBy !== 'nothing' && (await store.hasBatch(part.batch.writer, part.batch.number));
          if (!isStored) await store.append(part.batch, accountAfter(countPredicted(part.batch)));
        } catch (error) {
          if (error instanceof StoreOutcomeUnknown) part.maybeStoredBy = 'this task';
          if (!(error instanceof StoreRefusedRows)) throw error;
          parts.pop();
          refuse(part, error);
          continue;
        }
        parts.pop();
        settlePart('written', part, isStored && part.maybeStoredBy === 'earlier process');
      }
    },
  };
}
