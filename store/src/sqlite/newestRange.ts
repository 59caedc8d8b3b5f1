import type { DatabaseSync } from 'node:sqlite';
import type { RowPage, RowRange } from '../rowPage.ts';
import { createContracts } from './contracts.ts';
import { pageOf, readPages } from './pages.ts';
import { rowsInRange } from './rowRuns.ts';
import { readBatch } from './storedBatches.ts';

/** The range with the newest predicted rows of a range: it starts at the time of the oldest of them. */
export function newestRange(database: DatabaseSync, range: RowRange, rows: number): RowRange {
  const enough = startOfEnough(database, range, rows);
  if (enough === undefined) return range;
  let surplus = enough.rows - rows;
  for (const page of readPages(database, { ...range, from: enough.from })) {
    for (const [row, prediction] of page.predictions.entries()) {
      if (!Number.isNaN(prediction) && surplus-- === 0) return { ...range, from: page.times[row] as number };
    }
  }
  return range;
}

/** A time from which on there are at least so many predicted rows, and how many; whole batches are counted without reading their rows. */
function startOfEnough(database: DatabaseSync, range: RowRange, rows: number): { from: number; rows: number } | undefined {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range;
  const batches = database
    .prepare('select number, first, last, versions, predicted from batches where first < ? and last >= ? order by first desc')
    .iterate(to, from);
  let counted = 0;
  for (const batch of batches) {
    const first = Number(batch['first']);
    const isWhole = first >= from && Number(batch['last']) < to && range.labelled === undefined;
    counted += isWhole ? countByIndex(batch, range.version) : countInBatch(database, Number(batch['number']), range);
    if (counted >= rows) return { from: Math.max(first, from), rows: counted + countBefore(database, range, first) };
  }
  return undefined;
}

function countByIndex({ versions, predicted }: Record<string, unknown>, version: string | undefined): number {
  const counts = JSON.parse(String(predicted)) as number[];
  if (version === undefined) return counts.reduce((sum, count) => sum + count, 0);
  return counts[(JSON.parse(String(versions)) as string[]).indexOf(version)] ?? 0;
}

/** Rows at or after a time, of batches that start before it. */
function countBefore(database: DatabaseSync, range: RowRange, time: number): number {
  const started = database.prepare('select number from batches where first < ? and last >= ?').all(time, time);
  return started.reduce(
    (sum, { number }) => sum + countInBatch(database, Number(number), { ...range, from: Math.max(time, range.from ?? time) }),
    0,
  );
}

function countInBatch(database: DatabaseSync, number: number, range: RowRange): number {
  const batch = readBatch(database, number);
  if (batch === undefined) return 0;
  const rows = Uint32Array.from(rowsInRange(batch, range));
  if (range.labelled === undefined) return rows.filter((row) => !Number.isNaN(batch.predictions[row])).length;
  const contract = createContracts(database).read(batch.contract);
  const { predictions, actuals }: RowPage = pageOf(database, contract, [{ contract: batch.contract, batch, rows }]);
  return actuals.filter((actual, row) => (actual !== null) === range.labelled && !Number.isNaN(predictions[row])).length;
}
