import type { DatabaseSync } from 'node:sqlite';
import type { RowRange } from '../rowPage.ts';
import type { StoredBatch } from './batchRecord.ts';
import { type BatchEntry, listBatches, readBatch } from './storedBatches.ts';

/** Rows of one batch that follow each other in time. */
export interface RowRun {
  /** Number of the contract. */
  readonly contract: number;
  readonly batch: StoredBatch;
  /** Indices of the rows, oldest first. */
  readonly rows: Uint32Array;
}

/** A batch that is being read. */
interface Cursor extends RowRun {
  readonly number: number;
  place: number;
}

/**
 * The rows of a range by time, and by the order they were written where times are equal. Batches of several writers overlap in time: those
 * that do are merged, which keeps as many in memory as overlap.
 */
export function* rowRuns(database: DatabaseSync, range: RowRange): Generator<RowRun> {
  const entries = listBatches(database, range);
  let next = entries.next();
  const cursors: Cursor[] = [];
  while (true) {
    let oldest = oldestOf(cursors);
    while (!next.done && (oldest === undefined || next.value.first <= headOf(oldest))) {
      const opened = openCursor(database, next.value, range);
      if (opened !== undefined) cursors.push(opened);
      oldest = oldestOf(cursors);
      next = entries.next();
    }
    if (oldest === undefined) return;
    const end = endOfRun(
      oldest,
      oldestOf(cursors.filter((cursor) => cursor !== oldest)),
      next.done ? Number.POSITIVE_INFINITY : next.value.first,
    );
    yield { contract: oldest.contract, batch: oldest.batch, rows: oldest.rows.subarray(oldest.place, end) };
    oldest.place = end;
    if (end === oldest.rows.length) cursors.splice(cursors.indexOf(oldest), 1);
  }
}

function openCursor(database: DatabaseSync, { number, contract }: BatchEntry, range: RowRange): Cursor | undefined {
  const batch = readBatch(database, number);
  const rows = batch === undefined ? [] : rowsInRange(batch, range);
  return batch === undefined || rows.length === 0 ? undefined : { number, contract, batch, rows: Uint32Array.from(rows), place: 0 };
}

/** Rows of a batch in a range, oldest first: the clock may have been set back within the batch. */
export function rowsInRange(
  { number, rows, times, versions, versionOf }: Pick<StoredBatch, 'number' | 'rows' | 'times' | 'versions' | 'versionOf'>,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, version, every = 1 }: RowRange,
): number[] {
  const expected = version === undefined ? -1 : versions.indexOf(version);
  if (version !== undefined && expected < 0) return [];
  const found: number[] = [];
  let isSorted = true;
  for (let row = 0; row < rows; row++) {
    const time = times[row] as number;
    if (every > 1 && (number + row) % every !== 0) continue;
    if (time < from || time >= to || (version !== undefined && versionOf[row] !== expected)) continue;
    const before = found.at(-1);
    isSorted &&= before === undefined || (times[before] as number) <= time;
    found.push(row);
  }
  return isSorted ? found : found.sort((one, other) => (times[one] as number) - (times[other] as number) || one - other);
}

/** Place of the first row of a run that another batch's row precedes. */
function endOfRun(run: Cursor, other: Cursor | undefined, nextTime: number): number {
  const { times } = run.batch;
  const otherTime = other === undefined ? Number.POSITIVE_INFINITY : headOf(other);
  const isFirst = other !== undefined && run.number < other.number;
  let end = run.place;
  while (end < run.rows.length) {
    const time = times[run.rows[end] as number] as number;
    if (time >= nextTime || time > otherTime || (time === otherTime && !isFirst)) break;
    end++;
  }
  return end;
}

function headOf({ batch, rows, place }: Cursor): number {
  return batch.times[rows[place] as number] as number;
}

function oldestOf(cursors: readonly Cursor[]): Cursor | undefined {
  let oldest: Cursor | undefined;
  for (const cursor of cursors) {
    const earlier =
      oldest === undefined || headOf(cursor) < headOf(oldest) || (headOf(cursor) === headOf(oldest) && cursor.number < oldest.number);
    if (earlier) oldest = cursor;
  }
  return oldest;
}
