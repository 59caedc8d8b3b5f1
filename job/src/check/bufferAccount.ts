import type { Window } from '@modelmonitor/tables';
import type { CollectedRows } from './collectedRows.ts';

/** What buffers have beside the rows of a window. */
export function bufferAccount({ account }: Window): Pick<CollectedRows, 'seen' | 'missing'> {
  if (account === undefined) return {};
  const missing = Object.entries(account.missing).flatMap(([reason, rows]) => (rows === 0 ? [] : [{ reason, rows }]));
  return { seen: account.seen, missing };
}
