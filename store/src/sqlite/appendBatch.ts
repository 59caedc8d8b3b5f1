import type { DatabaseSync } from 'node:sqlite';
import { countPredicted } from '../countPredicted.ts';
import type { RowBatch } from '../rowBatch.ts';
import { rowNames } from '../rowNames.ts';
import type { WriterAccount } from '../store.ts';
import { batchColumns, batchValues, type StoredBatch } from './batchRecord.ts';
import type { Contracts } from './contracts.ts';
import { settleWaiting } from './labels.ts';
import { writeAccount } from './ledger.ts';
import { dueAfterHour, LABEL_DELAY, touchRows } from './touchRows.ts';

const insertBatch = `insert into batches (contract, ${batchColumns.join(', ')}) values (?${', ?'.repeat(batchColumns.length)})`;

/** Writes a batch within a transaction, unless the ledger has it. */
export function appendBatch(
  database: DatabaseSync,
  contracts: Contracts,
  { batch, account, now }: { batch: RowBatch; account: WriterAccount | undefined; now: number },
): void {
  const last = batch.times.reduce((latest, time) => Math.max(latest, time), 0);
  const predicted = countPredicted(batch);
  const entry = database
    .prepare('insert or ignore into ledger values (?, ?, ?, ?, 0, ?)')
    .run(batch.writer, batch.number, predicted, batch.rows - predicted, last);
  if (entry.changes !== 0 && batch.rows > 0) {
    const { lastInsertRowid } = database.prepare(insertBatch).run(contracts.write(batch.contract), ...batchValues(batch));
    writeChosenIds(database, Number(lastInsertRowid), batch.ids.chosen);
    const isLabelled = settleWaiting(database, batchIds(batch));
    touchRows(database, batch, { due: isLabelled ? () => now + LABEL_DELAY : dueAfterHour(now) });
  }
  if (account !== undefined) writeAccount(database, account);
}

/** Makes the rows of a batch with chosen ids findable, within a transaction. */
export function writeChosenIds(database: DatabaseSync, batch: number, chosen: RowBatch['ids']['chosen']): void {
  if (chosen.length === 0) return;
  database
    .prepare('insert into chosen_ids select value ->> 1, ?, value ->> 0 from json_each(?)')
    .run(batch, JSON.stringify(chosen.map(([row, id]) => [row, id.toWellFormed()])));
}

/** Ids of the rows of a batch. */
function* batchIds({ ids, rows }: StoredBatch): Generator<string> {
  const chosen = new Map(ids.chosen);
  const { idOf } = rowNames(ids.series);
  for (let row = 0; row < rows; row++) yield chosen.get(row) ?? idOf(ids.numbers[row] as number);
}
