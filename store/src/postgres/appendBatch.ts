import type { DatabaseError, PostgresConnection } from '@modelmonitor/databases';
import { rollBack, sqlLiteral } from '@modelmonitor/databases';
import { countPredicted } from '../countPredicted.ts';
import { StoreOutcomeUnknown } from '../errors.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { WriterAccount } from '../store.ts';
import { copyStatement, encodeRows, idsOf, verifyRows } from './encodeRows.ts';
import type { Monitor } from './monitor.ts';
import { daysOf, rowPartition, sqlTime } from './timeParts.ts';
import { hoursOf, labelDelay, type TouchedHour, touchText } from './touchHours.ts';

export interface BatchToAppend {
  readonly batch: RowBatch;
  readonly account: WriterAccount | undefined;
}

/**
 * Writes a batch in one transaction of three messages: its entry in the ledger, its rows, the account with COMMIT. A batch that the ledger has
 * already only records the account.
 */
export async function appendBatch(connection: PostgresConnection, monitor: Monitor, { batch, account }: BatchToAppend): Promise<void> {
  const ids = idsOf(batch);
  verifyRows(batch, ids);
  const contract = await monitor.references.contractNumber(connection, batch.contract);
  const writer = await monitor.references.writerNumber(connection, batch.writer);
  await monitor.partitions.prepare(connection, daysOf(batch.times).map(rowPartition));
  let isCommitting = false;
  let touched: readonly TouchedHour[] = [];
  try {
    const [started] = await connection.query({ text: startText(monitor, batch, { writer, contract }) });
    if (started?.['changed'] === true) {
      await rollBack(connection);
      monitor.references.forget();
      return appendBatch(connection, monitor, { batch, account });
    }
    if (started !== undefined) {
      const bytes = encodeRows(batch, ids, { monitor: monitor.name, contract, writer });
      if (batch.rows > 0) await connection.copyIn({ text: copyStatement }, bytes);
      touched =
        (await settleWaiting(connection, { monitor, batch, ids, waits: started['waits'] === true })) ??
        monitor.hours.touchedBy(batch, monitor.now());
    }
    isCommitting = true;
    await connection.query({ text: commitText(monitor, account, touched) });
    monitor.hours.remember(touched);
  } catch (error) {
    await rollBack(connection);
    // An error that the server reports means that nothing was committed.
    if (isCommitting && !isReported(error as DatabaseError)) {
      throw new StoreOutcomeUnknown(`${(error as Error).message}, after COMMIT was sent`, { cause: error });
    }
    throw error;
  }
}

interface SettledBatch {
  readonly monitor: Monitor;
  readonly batch: RowBatch;
  readonly ids: readonly string[];
  /** Whether any label waits. */
  readonly waits: boolean;
}

/** Labels of ids that no longer wait, since rows with them are written. @returns hours to compute soon, where there were any */
async function settleWaiting(
  connection: PostgresConnection,
  { monitor, batch, ids, waits }: SettledBatch,
): Promise<TouchedHour[] | undefined> {
  if (!waits) return undefined;
  const text = 'delete from modelmonitor_waiting_labels where monitor = $1 and id = any($2::text[]) returning 1 as one';
  const settled = await connection.query({ text, values: [monitor.name, ids] });
  return settled.length === 0 ? undefined : hoursOf(batch).map((hour) => ({ ...hour, due: monitor.now() + labelDelay }));
}

/** What is done last, because other writers wait for the rows that it changes. */
function commitText(monitor: Monitor, account: WriterAccount | undefined, touched: readonly TouchedHour[]): string {
  const texts = [
    account === undefined ? '' : accountText(monitor, account),
    touched.length === 0 ? '' : touchText(monitor.name, touched),
    'commit',
  ];
  return texts.filter((text) => text !== '').join('; ');
}

/** Whether the server answered with an error, rather than not at all. A server that shuts down may have committed. */
function isReported({ code }: DatabaseError): boolean {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|XX|E)/.test(code);
}

/** Numbers that the rows of a batch refer to. */
interface BatchReferences {
  readonly writer: number;
  readonly contract: number;
}

/** One row, or none when the ledger has the batch already. */
function startText({ name, synchronousCommit }: Monitor, batch: RowBatch, { writer, contract }: BatchReferences): string {
  const { number, rows, times } = batch;
  const predicted = countPredicted(batch);
  const monitor = sqlLiteral(name);
  const [first, last] = extent(times);
  return [
    'begin',
    "set local statement_timeout = '60s'",
    ...(synchronousCommit ? [] : ['set local synchronous_commit = off']),
    `insert into modelmonitor_batches (monitor, writer, batch, rows, refused, first, last)
      values (${monitor}, ${writer}, ${number}, ${predicted}, ${rows - predicted}, '${sqlTime(first)}', '${sqlTime(last)}') on conflict do nothing
      returning exists (select 1 from modelmonitor_waiting_labels where monitor = ${monitor}) as waits,
        exists (select 1 from modelmonitor_contracts where monitor = ${monitor} and number = ${contract} and digest = 'redacted ${contract}') as changed`,
  ].join('; ');
}

export function accountText({ name }: Monitor, account: WriterAccount): string {
  return `update modelmonitor_writers set account = ${sqlLiteral(JSON.stringify(account))}::jsonb
    where monitor = ${sqlLiteral(name)} and writer = ${sqlLiteral(account.writer)}`;
}

function extent(times: Float64Array): [first: number, last: number] {
  let [first, last] = [times[0] ?? 0, times[0] ?? 0];
  for (const time of times) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return [first, last];
}
