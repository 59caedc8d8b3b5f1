import { inTransaction, type PostgresConnection } from '@modelmonitor/databases';
import type { HourQuery, HourRecord } from '../hourRecord.ts';
import { scanMilliseconds } from './countRows.ts';
import { timeNumber } from './labelLookups.ts';
import { sqlTime } from './timeParts.ts';

export function saveHourCounts(connection: PostgresConnection, monitor: string, records: readonly HourRecord[]): Promise<void> {
  return inTransaction(connection, async () => {
    const text = `insert into modelmonitor_hour_counts (monitor, start, edges, numbers) values ($1, $2, $3, $4)
      on conflict (monitor, start) do update set edges = excluded.edges, numbers = excluded.numbers`;
    for (const { start, edges, numbers } of records)
      await connection.query({ text, values: [monitor, sqlTime(start), edges, Buffer.from(numbers)] });
  });
}

export async function readHourCounts(connection: PostgresConnection, monitor: string, query: HourQuery): Promise<HourRecord[]> {
  const { edges, from, to } = query;
  const text = `select ${timeNumber('start')} as start_time, numbers from modelmonitor_hour_counts
    where monitor = $1 and edges = $2 and start >= $3 and start < $4 order by start`;
  const values = [monitor, edges, sqlTime(from), sqlTime(to)];
  const found = await connection.query({ text, values, deadlineMilliseconds: scanMilliseconds });
  return found.map((row) => ({ start: row['start_time'] as number, edges, numbers: row['numbers'] as Uint8Array }));
}

/** Deletes counts that start before a time. */
export async function deleteHourCounts(connection: PostgresConnection, monitor: string, before: number): Promise<void> {
  const text = 'delete from modelmonitor_hour_counts where monitor = $1 and start < $2';
  await connection.query({ text, values: [monitor, sqlTime(before)] });
}
