import type { PostgresConnection } from '@modelmonitor/databases';
import type { RowRange } from '../rowPage.ts';
import { scanMilliseconds } from './countRows.ts';
import { timeNumber } from './labelLookups.ts';
import type { Monitor } from './monitor.ts';
import { rangeSql, rowTable } from './rangeSql.ts';
import { sqlTime } from './timeParts.ts';

export interface NewestRows {
  readonly range: RowRange;
  readonly rows: number;
}

/**
 * The range of the newest predicted rows. There is no index by time to walk backwards on, so the ledger tells how far back so many rows may
 * begin, and twice, four times … as far until they do.
 */
export async function newestRange(connection: PostgresConnection, { name }: Monitor, { range, rows }: NewestRows): Promise<RowRange> {
  const lower = range.from ?? Number.NEGATIVE_INFINITY;
  for (let share = 1; ; share *= 4) {
    const start = Math.max(lower, await startOf(connection, name, { to: range.to, rows: rows * share }));
    const isWhole = start === lower;
    const where = rangeSql(name, { ...range, ...(start === Number.NEGATIVE_INFINITY ? {} : { from: start }) });
    const text = `select ${timeNumber('p.time')} as time from ${rowTable} where ${where} and p.prediction is not null
      order by p.time desc limit 1 offset ${Math.max(0, rows - 1)}`;
    const [found] = await connection.query({ text, deadlineMilliseconds: scanMilliseconds });
    if (found !== undefined) return { ...range, from: found['time'] as number };
    if (isWhole) return range;
  }
}

interface LedgerRows {
  readonly to: number | undefined;
  readonly rows: number;
}

/** A time such that the batches of the ledger that end later have so many rows; minus infinity where all of them have fewer. */
async function startOf(connection: PostgresConnection, monitor: string, { to, rows }: LedgerRows): Promise<number> {
  const minute = 'floor(extract(epoch from last) / 60)::float8';
  const text = `select ${minute} as minute, sum(rows)::float8 as rows from modelmonitor_batches
    where monitor = $1 ${to === undefined ? '' : `and first < '${sqlTime(to)}'`} group by 1 order by 1 desc`;
  let sum = 0;
  for (const row of await connection.query({ text, values: [monitor], deadlineMilliseconds: scanMilliseconds })) {
    sum += row['rows'] as number;
    if (sum >= rows) return (row['minute'] as number) * 60_000;
  }
  return Number.NEGATIVE_INFINITY;
}
