import type { LedgerEntry, WriterAccount } from './store.ts';

/** What became of the rows of one process, and what does not add up. */
export interface WriterFinding {
  readonly writer: string;
  /** `gone`: it recorded nothing for a while and did not stop in order; `unknown`: it recorded no account. */
  readonly state: 'running' | 'closed' | 'gone' | 'unknown';
  readonly startedAt: number | null;
  readonly recordedAt: number | null;
  /** Rows that it has seen by its last account; null without one. */
  readonly seen: number | null;
  /** Rows of its batches in the ledger: stored and deleted ones. */
  readonly written: number;
  readonly stored: number;
  readonly deleted: number;
  readonly queued: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  /** Rows that were queued when it was killed. Those in a spill directory are written by the next process that has it. */
  readonly lost: number;
  /** What nothing explains. */
  readonly problems: readonly string[];
}

/** A writer that recorded nothing for so long is not running; it records every few seconds. */
const silentMilliseconds = 60_000;

/**
 * Compares what writers counted with the ledger of their batches, and the ledger with the tables: seen = written + queued + dropped + failed and
 * written = stored + deleted.
 */
export function checkLedger(entries: readonly LedgerEntry[], now: number): WriterFinding[] {
  return entries.map(({ writer, account, rows, storedRows, deletedRows }) => {
    const state = stateOf(account, now);
    const { queued = 0, dropped = {}, failed = {} } = account ?? {};
    return {
      writer,
      state,
      startedAt: account?.startedAt ?? null,
      recordedAt: account?.recordedAt ?? null,
      seen: account?.seen ?? null,
      written: rows,
      stored: storedRows,
      deleted: deletedRows,
      queued: state === 'gone' ? 0 : queued,
      dropped,
      failed,
      lost: state === 'gone' && account !== undefined ? missingRows(account) : 0,
      problems: problemsOf({ writer, account, rows, storedRows, deletedRows }),
    };
  });
}

function stateOf(account: WriterAccount | undefined, now: number): WriterFinding['state'] {
  if (account === undefined) return 'unknown';
  if (account.isClosed) return 'closed';
  return now - account.recordedAt > silentMilliseconds ? 'gone' : 'running';
}

/** Seen rows that were neither written nor counted as dropped or failed. */
function missingRows({ seen, written, dropped, failed }: WriterAccount): number {
  return seen - written - sumOf(dropped) - sumOf(failed);
}

function problemsOf({
  account,
  rows,
  storedRows,
  deletedRows,
}: Pick<LedgerEntry, 'writer' | 'account' | 'rows' | 'storedRows' | 'deletedRows'>) {
  const problems: string[] = [];
  if (rows !== storedRows + deletedRows)
    problems.push(`expected ${rows} rows of its batches, got ${storedRows} stored and ${deletedRows} deleted`);
  if (account === undefined) return problems;
  if (account.written !== rows) problems.push(`it counted ${account.written} written rows, and the ledger has ${rows}`);
  const left = missingRows(account);
  if (left !== account.queued) problems.push(`expected ${account.queued} queued rows, but ${left} of ${account.seen} are in no count`);
  if (account.isClosed && left > 0) problems.push(`it stopped in order with ${left} rows in the queue`);
  return problems;
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
