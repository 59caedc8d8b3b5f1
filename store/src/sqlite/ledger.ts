import type { DatabaseSync } from 'node:sqlite';
import type { LedgerEntry, WriterAccount } from '../store.ts';

/** Writes the account of a writer within a transaction. */
export function writeAccount(database: DatabaseSync, account: WriterAccount): void {
  database
    .prepare('insert into writers (writer, account) values (?, ?) on conflict (writer) do update set account = excluded.account')
    .run(account.writer, JSON.stringify(account));
}

/** What each writer recorded, and its batches: those of the ledger, and those that retention added up in `writers`; stored rows are counted in the table. */
export function readLedger(database: DatabaseSync): LedgerEntry[] {
  const found = database
    .prepare(`
      select writer, max(account) as account, sum(batches) as batches, sum(rows) as rows, sum(refused) as refused, sum(deleted) as deleted,
        sum(stored) as stored from (
        select writer, account, batches, rows, refused, deleted, 0 as stored from writers
        union all select writer, null, count(*), sum(rows), sum(refused), sum(deleted), 0 from ledger group by writer
        union all select writer, null, 0, 0, 0, 0, sum((select sum(value) from json_each(predicted))) from batches group by writer)
      group by writer order by writer`)
    .all();
  return found.map(({ writer, account, batches, rows, refused, deleted, stored }) => ({
    account: account === null ? undefined : (JSON.parse(String(account)) as WriterAccount),
    writer: String(writer),
    batches: Number(batches),
    rows: Number(rows),
    storedRows: Number(stored),
    deletedRows: Number(deleted),
    refusedRows: Number(refused),
  }));
}

/** Adds up what the ledger holds of batches before a time, whose rows are deleted, within a transaction: it does not grow forever. */
export function foldLedger(database: DatabaseSync, time: number): void {
  database
    .prepare(`
      insert into writers (writer, batches, rows, refused, deleted)
      select writer, count(*), sum(rows), sum(refused), sum(deleted) from ledger where last < ? group by writer
      on conflict (writer) do update set
        batches = batches + excluded.batches, rows = rows + excluded.rows, refused = refused + excluded.refused, deleted = deleted + excluded.deleted`)
    .run(time);
  database.prepare('delete from ledger where last < ?').run(time);
}
