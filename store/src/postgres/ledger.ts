import type { PostgresConnection } from '@modelmonitor/databases';
import type { LedgerEntry, WriterAccount } from '../store.ts';
import { scanMilliseconds } from './countRows.ts';
import type { Monitor } from './monitor.ts';

/** What each writer recorded, the batches of the ledger with those that retention added up, and the rows that the table has. */
export async function readLedger(connection: PostgresConnection, { name }: Monitor): Promise<LedgerEntry[]> {
  const text = `select w.writer, w.account, w.folded_batches + coalesce(b.batches, 0) as batches, w.deleted_rows as deleted,
      (w.folded_rows + coalesce(b.rows, 0))::float8 as rows, (w.folded_refused + coalesce(b.refused, 0))::float8 as refused,
      coalesce(p.rows, 0) as stored
    from modelmonitor_writers w
    left join (select writer, count(*) as batches, sum(rows) as rows, sum(refused) as refused
      from modelmonitor_batches where monitor = $1 group by writer) b
      on b.writer = w.number
    left join (select writer, count(prediction) as rows from modelmonitor_predictions where monitor = $1 group by writer) p on p.writer = w.number
    where w.monitor = $1 order by w.writer`;
  const rows = await connection.query({ text, values: [name], deadlineMilliseconds: scanMilliseconds });
  return rows.map((row) => ({
    writer: String(row['writer']),
    account: (row['account'] ?? undefined) as WriterAccount | undefined,
    batches: row['batches'] as number,
    rows: row['rows'] as number,
    storedRows: row['stored'] as number,
    deletedRows: row['deleted'] as number,
    refusedRows: row['refused'] as number,
  }));
}

export async function hasBatch(connection: PostgresConnection, { name }: Monitor, batch: BatchKey): Promise<boolean> {
  const text = `select 1 as one from modelmonitor_batches b join modelmonitor_writers w on w.monitor = b.monitor and w.number = b.writer
    where b.monitor = $1 and w.writer = $2 and b.batch = $3`;
  return (await connection.query({ text, values: [name, batch.writer, batch.number] })).length > 0;
}

export interface BatchKey {
  readonly writer: string;
  readonly number: number;
}
