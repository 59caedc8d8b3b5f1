import { type PostgresConnection, rollBack, sqlLiteral } from '@modelmonitor/databases';
import { maxPageRows, type RowPage, type RowRange } from '../rowPage.ts';
import { scanMilliseconds } from './countRows.ts';
import { labelOrder } from './labelLookups.ts';
import type { Monitor } from './monitor.ts';
import { PageBuilder } from './pageBuilder.ts';
import { rangeSql, rowOrder, rowTable } from './rangeSql.ts';
import { querySource, type RowSource } from './rowReader.ts';

/** Rows that the database sorts at once, where a minute has fewer. */
const sliceRows = 50_000;

export interface PagesToRead {
  readonly range: RowRange;
  readonly source: RowSource;
}

/** Rows of a range in pages: the range is read in slices of time, each sorted by itself, so that neither side keeps many rows in memory. */
export async function* readPages(
  connection: PostgresConnection,
  monitor: Monitor,
  { range, source }: PagesToRead,
): AsyncGenerator<RowPage, void, undefined> {
  let builder: PageBuilder | undefined;
  const select = await selectRows(connection, monitor.name);
  for (const slice of await slicesOf(connection, monitor.name, range)) {
    // One snapshot: every contract that a row refers to is visible.
    await connection.query({ text: "begin isolation level repeatable read read only; set local statement_timeout = '600s'" });
    try {
      const contracts = await monitor.references.contracts(connection);
      for await (const rows of source(connection, `${select} where ${rangeSql(monitor.name, slice)} order by ${rowOrder}`)) {
        for (const reader of rows) {
          const number = reader.int4();
          if (builder !== undefined && (builder.number !== number || builder.isFull)) {
            yield builder.page();
            builder = undefined;
          }
          builder ??= new PageBuilder(number, contracts, maxPageRows);
          builder.add(reader);
        }
      }
    } finally {
      // Also when the caller stops reading.
      await rollBack(connection);
    }
  }
  if (builder !== undefined) yield builder.page();
}

/** The newest row of an id, of rows of the same time the last written. */
export async function findRow(connection: PostgresConnection, monitor: Monitor, id: string): Promise<RowPage | undefined> {
  if (id === '' || id.includes('\0')) return undefined;
  const newest = rowOrder
    .split(', ')
    .map((column) => `${column} desc`)
    .join(', ');
  const where = `${rangeSql(monitor.name, {})} and p.id = ${sqlLiteral(id)}`;
  const select = await selectRows(connection, monitor.name);
  for await (const rows of querySource(connection, `${select} where ${where} order by ${newest} limit 1`)) {
    for (const reader of rows) {
      const builder = new PageBuilder(reader.int4(), await monitor.references.contracts(connection), 1);
      builder.add(reader);
      return builder.page();
    }
  }
  return undefined;
}

/** Columns in the order in which `PageBuilder` reads them, of rows as `p` with the label that counts. */
async function selectRows(connection: PostgresConnection, monitor: string): Promise<string> {
  const columns = 'p.contract, p.time, p.prediction, p.id, p.version, p.probabilities, p.features, p.unseen::text as unseen';
  const text = 'select 1 as one from modelmonitor_labels where monitor = $1 limit 1';
  const [label] = await connection.query({ text, values: [monitor] });
  if (label === undefined)
    return `select ${columns}, null::text as class, null::float8 as value, null::timestamptz as label_time from ${rowTable}`;
  return `select ${columns}, n.class, n.value, n.time as label_time from ${rowTable} left join lateral
    (select l.class, l.value, l.time from modelmonitor_labels l where l.monitor = p.monitor and l.id = p.id
      order by ${labelOrder('l.')} limit 1) n on p.id <> ''`;
}

/** Parts of a range, oldest first, by what the ledger knows of when rows were predicted. */
async function slicesOf(connection: PostgresConnection, monitor: string, range: RowRange): Promise<RowRange[]> {
  const text = `select floor(extract(epoch from last) / 60)::float8 as minute, sum(rows + refused)::float8 as rows from modelmonitor_batches
    where monitor = $1 group by 1 order by 1`;
  const slices: RowRange[] = [];
  let { from } = range;
  let sum = 0;
  for (const row of await connection.query({ text, values: [monitor], deadlineMilliseconds: scanMilliseconds })) {
    const end = ((row['minute'] as number) + 1) * 60_000;
    if (from !== undefined && end <= from) continue;
    if (range.to !== undefined && end >= range.to) break;
    sum += row['rows'] as number;
    if (sum < sliceRows) continue;
    slices.push({ ...range, from, to: end });
    from = end;
    sum = 0;
  }
  return [...slices, { ...range, from }];
}
