import { inTransaction, type PostgresConnection } from '@modelmonitor/databases';
import type { RowCounts, RowRange } from '../rowPage.ts';
import { timeNumber } from './labelLookups.ts';
import type { Monitor } from './monitor.ts';
import { hasLabel, rangeSql, rowTable } from './rangeSql.ts';

/** Longest that a scan of many rows may take. */
export const scanMilliseconds = 600_000;

/** Rows whose labels are looked up one by one in a moment; of more, both tables are read once, whatever the planner knows of them. */
const fewRows = 50_000;

export async function countRows(connection: PostgresConnection, monitor: Monitor, range: RowRange): Promise<RowCounts> {
  const where = rangeSql(monitor.name, range);
  const text = `select count(p.prediction) as rows, count(*) as total, ${timeNumber('min(p.time)')} as first, ${timeNumber('max(p.time)')} as last
    from ${rowTable} where ${where}`;
  const [row] = await connection.query({ text, deadlineMilliseconds: scanMilliseconds });
  const [rows, total] = [Number(row?.['rows']), Number(row?.['total'])];
  const labels = `select count(*) as labelled from ${rowTable} where ${where} and p.prediction is not null and ${hasLabel}`;
  const count = () => connection.query({ text: labels, deadlineMilliseconds: scanMilliseconds });
  const isLong = rows > fewRows && (await monitor.isPartitioned(connection));
  const scan = () => inTransaction(connection, count, { settings: ['enable_nestloop = off'] });
  const [labelled] = rows === 0 || range.labelled === false ? [] : await (isLong ? scan() : count());
  return {
    rows,
    refused: total - rows,
    labelled: Number(labelled?.['labelled'] ?? 0),
    from: (row?.['first'] ?? null) as number | null,
    to: (row?.['last'] ?? null) as number | null,
  };
}
