import type { DatabaseSync } from 'node:sqlite';
import { countPredicted } from '../countPredicted.ts';
import { startOf } from '../performance/performanceTables.ts';
import { selectRows } from '../selectRows.ts';
import { writeChosenIds } from './appendBatch.ts';
import { batchColumns, batchValues, type StoredBatch } from './batchRecord.ts';
import { rowPlaces } from './findRow.ts';
import { deleteHourCounts } from './hourCounts.ts';
import { idList } from './idList.ts';
import { foldLedger } from './ledger.ts';
import { readBatch, readPlaces } from './storedBatches.ts';
import { touchRows } from './touchRows.ts';
import { writeTransaction } from './transaction.ts';

/** Batches and pages of a step, so that other writers wait for a moment only. */
const stepSize = { batches: 50, pages: 2000 };

/** The same while the disk is full: what a step frees has to be on the disk before the next one. */
const smallStepSize = { batches: 1, pages: 100 };

const replaceBatch = `update batches set ${batchColumns.map((name) => `${name} = ?`).join(', ')} where number = ?`;

/** Deletes rows and labels before a time, step by step; yields the rows that each step deleted. */
export function* deleteBefore(database: DatabaseSync, time: number, isDiskFull: boolean): Generator<number> {
  const step = isDiskFull ? smallStepSize : stepSize;
  // Zeros for freed pages take space.
  if (isDiskFull) database.exec('pragma secure_delete = off');
  const settle = () => isDiskFull && database.exec('pragma wal_checkpoint(truncate)');
  const batches = database.prepare('select number from batches where first < ? limit ?');
  while (true) {
    const listed = batches.all(time, step.batches).map(({ number }) => Number(number));
    if (listed.length === 0) break;
    yield writeTransaction(database, () => {
      let deleted = 0;
      for (const number of listed) deleted += deleteRows(database, number, ({ times }, row) => (times[row] as number) < time);
      return deleted;
    });
    settle();
  }
  writeTransaction(database, () => {
    foldLedger(database, time);
    deleteHourCounts(database, time);
    database.prepare('delete from waiting_labels where id in (select id from labels where time < ?)').run(time);
    database.prepare('delete from labels where time < ?').run(time);
  });
  while (Number(database.prepare('pragma freelist_count').get()?.['freelist_count']) > 0) {
    database.exec(`pragma incremental_vacuum(${step.pages})`);
    settle();
    yield 0;
  }
  database.exec('pragma secure_delete = on');
}

/** Deletes rows and labels of ids within a transaction. @returns deleted rows */
export function deleteIds(database: DatabaseSync, ids: readonly string[]): number {
  const places = rowPlaces(database, ids);
  const rowsOf = new Map<number, Set<number>>();
  for (const { number, row } of Array.from(places.values()).flat()) rowsOf.set(number, (rowsOf.get(number) ?? new Set()).add(row));
  const list = idList(ids);
  database.prepare('delete from labels where id in (select value from json_each(?))').run(list);
  database.prepare('delete from waiting_labels where id in (select value from json_each(?))').run(list);
  let deleted = 0;
  for (const [number, rows] of rowsOf) {
    const batch = readPlaces(database, number);
    const hour = database.prepare('delete from hour_counts where start = ?');
    if (batch !== undefined) for (const row of rows) hour.run(startOf('hour', batch.times[row] as number));
    if (batch !== undefined) touchRows(database, batch, { rows, due: () => 0 });
    deleted += deleteRows(database, number, (_, row) => rows.has(row));
  }
  return deleted;
}

function deleteRows(database: DatabaseSync, number: number, isDeleted: (batch: StoredBatch, row: number) => boolean): number {
  const batch = readBatch(database, number);
  if (batch === undefined) return 0;
  const kept = Array.from(batch.times.keys()).filter((row) => !isDeleted(batch, row));
  const left = selectRows(batch, kept);
  database
    .prepare('delete from chosen_ids where batch = ? and id in (select value from json_each(?))')
    .run(number, idList(batch.ids.chosen.map(([, id]) => id)));
  if (kept.length === 0) {
    database.prepare('delete from batches where number = ?').run(number);
  } else {
    database.prepare(replaceBatch).run(...batchValues(left), number);
    writeChosenIds(database, number, left.ids.chosen);
  }
  const predicted = countPredicted(batch) - countPredicted(left);
  database.prepare('update ledger set deleted = deleted + ? where writer = ? and batch = ?').run(predicted, batch.writer, batch.number);
  return batch.rows - kept.length;
}
