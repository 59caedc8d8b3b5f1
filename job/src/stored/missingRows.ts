import type { LedgerEntry, WriterAccount } from '@modelmonitor/store';
import type { MissingRows } from '../check/collectedRows.ts';

/** How long after its last account a process that did not stop in order counts as gone, in milliseconds: accounts come every few seconds. */
const silentMilliseconds = 60_000;

/**
 * Rows that the store lacks, by reason, of the processes that recorded an account since a time, counted since each started. What was queued in a
 * process that has gone is lost.
 *
 * @param since and now in milliseconds since 1970
 */
export function missingRows(ledger: readonly LedgerEntry[], { since, now }: { since: number; now: number }): MissingRows[] {
  const sums = new Map<string, number>();
  const add = (reason: string, rows: number) => {
    if (rows > 0) sums.set(reason, (sums.get(reason) ?? 0) + rows);
  };
  for (const { account } of ledger) {
    if (account === undefined || account.recordedAt < since) continue;
    for (const [reason, rows] of [...Object.entries(account.dropped), ...Object.entries(account.failed)]) add(reason, rows);
    if (isGone(account, now)) add('process_killed', account.queued);
  }
  return [...sums].map(([reason, rows]) => ({ reason, rows }));
}

function isGone({ isClosed, recordedAt }: WriterAccount, now: number): boolean {
  return !isClosed && now - recordedAt > silentMilliseconds;
}
