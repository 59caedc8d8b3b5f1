import { DatabaseError, inTransaction, type PostgresConnection, type ResultRow, sqlLiteral } from '@modelmonitor/databases';
import { scanMilliseconds } from './countRows.ts';
import { listPartitions } from './dayPartitions.ts';
import { deleteHourCounts } from './hourCounts.ts';
import { timeNumber } from './labelLookups.ts';
import type { Monitor } from './monitor.ts';
import { type Partition, sqlTime } from './timeParts.ts';
import { type TouchedHour, touchText } from './touchHours.ts';

/** Rows that one statement deletes where they lie in one table. */
const mostRows = 50_000;
/** Ids that one statement deletes. */
const mostIds = 5000;
const dropTries = 20;

export interface DeletionTime {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly isPartitioned: boolean;
}

/** Deletes rows and labels before a time: partitions as a whole where no other monitor has rows in them. @returns deleted rows */
export async function deleteBefore(
  connection: PostgresConnection,
  monitor: Monitor,
  { time, isPartitioned }: DeletionTime,
): Promise<number> {
  await settleWaiting(connection, monitor.name, time);
  const partitions = isPartitioned ? await listPartitions(connection) : [];
  let deleted = 0;
  for (const partition of partitions.filter(({ to }) => to <= time)) deleted += await dropPartition(connection, monitor.name, partition);
  monitor.partitions.forget();
  for (let bound = Number.NaN; bound !== time; ) {
    bound = isPartitioned ? time : await deletionBound(connection, monitor.name, time);
    const condition = `time < '${sqlTime(bound)}'`;
    deleted += await inTransaction(connection, () => removeRows(connection, monitor.name, condition));
  }
  const labels = 'delete from modelmonitor_labels where monitor = $1 and time < $2';
  await connection.query({ text: labels, values: [monitor.name, sqlTime(time)], deadlineMilliseconds: scanMilliseconds });
  await inTransaction(connection, () => foldLedger(connection, monitor.name, time));
  await deleteHourCounts(connection, monitor.name, time);
  return deleted;
}

/** Deletes rows and labels of ids. @returns deleted rows */
export async function deleteIds(connection: PostgresConnection, { name }: Monitor, ids: readonly string[]): Promise<number> {
  let deleted = 0;
  for (let start = 0; start < ids.length; start += mostIds) {
    const part = ids.slice(start, start + mostIds).filter((id) => id !== '' && !id.includes('\0'));
    const condition = `id in (${part.map(sqlLiteral).join(', ')})`;
    if (part.length === 0) continue;
    deleted += await inTransaction(connection, async () => {
      for (const table of ['modelmonitor_labels', 'modelmonitor_waiting_labels']) {
        await connection.query({ text: `delete from ${table} where monitor = $1 and ${condition}`, values: [name] });
      }
      const hours = `select distinct floor(extract(epoch from time) / 3600)::float8 as hour, version from modelmonitor_predictions
        where monitor = $1 and ${condition}`;
      const touched = (await connection.query({ text: hours, values: [name] })).map(hourToTouch);
      if (touched.length > 0) await connection.query({ text: touchText(name, touched) });
      const counts = 'delete from modelmonitor_hour_counts where monitor = $1 and start = $2';
      for (const { start } of touched) await connection.query({ text: counts, values: [name, sqlTime(start)] });
      return removeRows(connection, name, condition);
    });
  }
  return deleted;
}

function hourToTouch(row: ResultRow): TouchedHour {
  return { start: (row['hour'] as number) * 3_600_000, version: String(row['version']), due: 0 };
}

/** Deletes rows within a transaction, and adds them to the accounts of their writers. */
async function removeRows(connection: PostgresConnection, monitor: string, condition: string): Promise<number> {
  const text = `with removed as (delete from modelmonitor_predictions where monitor = $1 and ${condition} returning writer, prediction)
    select writer, count(*) as total, count(prediction) as rows from removed group by writer`;
  const removed = await connection.query({ text, values: [monitor], deadlineMilliseconds: scanMilliseconds });
  return countDeleted(connection, monitor, removed as unknown as WriterRows[]);
}

interface WriterRows {
  readonly writer: number;
  /** Also refused ones. */
  readonly total: number;
  readonly rows: number;
}

async function countDeleted(connection: PostgresConnection, monitor: string, removed: readonly WriterRows[]): Promise<number> {
  const text = 'update modelmonitor_writers set deleted_rows = deleted_rows + $3 where monitor = $1 and number = $2';
  for (const { writer, rows } of removed) await connection.query({ text, values: [monitor, writer, rows] });
  return removed.reduce((sum, { total }) => sum + total, 0);
}

/**
 * Drops a partition where no other monitor has rows in it. The lock that this needs stops writers, and waits behind every reader: it is given up
 * soon and tried again. @returns deleted rows
 */
async function dropPartition(connection: PostgresConnection, monitor: string, { table, name }: Partition): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(
        connection,
        async () => {
          await connection.query({ text: `lock table ${name} in exclusive mode` });
          const [found] = await connection.query({ text: `select min(monitor) as first, max(monitor) as last from ${name}` });
          const isShared = [found?.['first'], found?.['last']].some((other) => other !== null && other !== monitor);
          if (isShared) return 0;
          const text = `select writer, count(*) as total, count(prediction) as rows from ${name} group by writer`;
          const rows = table === 'modelmonitor_labels' ? [] : await connection.query({ text, deadlineMilliseconds: scanMilliseconds });
          await connection.query({ text: `drop table ${name}` });
          return countDeleted(connection, monitor, rows as unknown as WriterRows[]);
        },
        { settings: ["lock_timeout = '300ms'"], tries: 1 },
      );
    } catch (error) {
      // Another process has dropped it.
      if (error instanceof DatabaseError && error.code === '42P01') return 0;
      if (!(error instanceof DatabaseError) || error.kind !== 'conflict' || attempt >= dropTries) throw error;
      await connection.query({ text: 'select pg_sleep(0.5)' });
    }
  }
}

/** The time before which some rows are deleted at once. */
async function deletionBound(connection: PostgresConnection, monitor: string, time: number): Promise<number> {
  const text = `select ${timeNumber('time')} as time from modelmonitor_predictions where monitor = $1 and time < $2 order by time limit 1 offset $3`;
  const [row] = await connection.query({ text, values: [monitor, sqlTime(time), mostRows], deadlineMilliseconds: scanMilliseconds });
  // Rows of the same time are deleted together.
  return row === undefined ? time : Math.min(time, (row['time'] as number) + 1);
}

/** Ids whose labels are all before a time wait no longer. */
async function settleWaiting(connection: PostgresConnection, monitor: string, time: number): Promise<void> {
  const label = 'select 1 from modelmonitor_labels l where l.monitor = w.monitor and l.id = w.id and l.time';
  const text = `delete from modelmonitor_waiting_labels w where w.monitor = $1 and exists (${label} < $2) and not exists (${label} >= $2)`;
  await connection.query({ text, values: [monitor, sqlTime(time)], deadlineMilliseconds: scanMilliseconds });
}

/** Adds up what the ledger has of batches before a time, whose rows are deleted: it does not grow forever. */
async function foldLedger(connection: PostgresConnection, monitor: string, time: number): Promise<void> {
  const text = `with folded as (delete from modelmonitor_batches where monitor = $1 and last < $2 returning writer, rows, refused)
    select writer, count(*) as batches, sum(rows)::float8 as rows, sum(refused)::float8 as refused from folded group by writer`;
  const update = `update modelmonitor_writers set folded_batches = folded_batches + $3, folded_rows = folded_rows + $4, folded_refused = folded_refused + $5
    where monitor = $1 and number = $2`;
  for (const { writer, batches, rows, refused } of await connection.query({ text, values: [monitor, sqlTime(time)] })) {
    await connection.query({ text: update, values: [monitor, writer, batches, rows, refused] });
  }
}
