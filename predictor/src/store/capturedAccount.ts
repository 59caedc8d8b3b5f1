import type { WriterAccount } from '@modelmonitor/store';

/** What became of every captured row: captured = written + queued + dropped + failed. */
export interface CapturedAccount {
  readonly captured: number;
  /** Rows in the store; without one, rows that the buffer took. */
  readonly written: number;
  readonly queued: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
}

/**
 * The account of a process from those of the stores it has written to. Rows that no store has seen were captured while there was none: the
 * buffer has them.
 */
export function accountOf(captured: number, accounts: readonly WriterAccount[]): CapturedAccount {
  const total = (part: (account: WriterAccount) => number) => accounts.reduce((sum, account) => sum + part(account), 0);
  return {
    captured,
    written: captured - total(({ seen }) => seen) + total(({ written }) => written),
    queued: total(({ queued }) => queued),
    dropped: sumByReason(accounts.map(({ dropped }) => dropped)),
    failed: sumByReason(accounts.map(({ failed }) => failed)),
  };
}

function sumByReason(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [reason, count] of counts.flatMap((one) => Object.entries(one))) sums.set(reason, (sums.get(reason) ?? 0) + count);
  return Object.fromEntries(sums);
}
