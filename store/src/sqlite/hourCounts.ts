import type { DatabaseSync } from 'node:sqlite';
import type { HourQuery, HourRecord } from '../hourRecord.ts';

export const hourCountsTable =
  'create table hour_counts (start real primary key, edges text not null, numbers blob not null) without rowid;';

/** Saves counts of hours within a transaction. */
export function saveHourCounts(database: DatabaseSync, records: readonly HourRecord[]): void {
  const save = database.prepare('insert or replace into hour_counts (start, edges, numbers) values (?, ?, ?)');
  for (const { start, edges, numbers } of records) save.run(start, edges, numbers);
}

export function readHourCounts(database: DatabaseSync, { edges, from, to }: HourQuery): HourRecord[] {
  const found = database
    .prepare('select start, numbers from hour_counts where edges = ? and start >= ? and start < ? order by start')
    .all(edges, from, to);
  return found.map(({ start, numbers }) => ({ start: Number(start), edges, numbers: numbers as Uint8Array }));
}

/** Deletes counts that start before a time. */
export function deleteHourCounts(database: DatabaseSync, before: number): void {
  database.prepare('delete from hour_counts where start < ?').run(before);
}
