import type { DatabaseSync } from 'node:sqlite';
import { periodMilliseconds, startOf } from '../performance/performanceTables.ts';
import type { StoredBatch } from './batchRecord.ts';
import { touchStatement } from './performanceTable.ts';

type Placed = Pick<StoredBatch, 'times' | 'versions' | 'versionOf'>;

/** Marks the hours and versions of rows to be computed when due; within a transaction. */
export function touchRows(
  database: DatabaseSync,
  batch: Placed,
  { rows, due }: { rows?: Iterable<number>; due: (hour: number) => number },
): void {
  const touched = new Map<number, Set<number>>();
  for (const row of rows ?? batch.times.keys()) {
    const hour = startOf('hour', batch.times[row] as number);
    const versions = touched.get(hour);
    if (versions === undefined) touched.set(hour, new Set([batch.versionOf[row] as number]));
    else versions.add(batch.versionOf[row] as number);
  }
  const touch = database.prepare(touchStatement);
  for (const [hour, versions] of touched) for (const version of versions) touch.run(0, hour, batch.versions[version] ?? '', due(hour));
}

/** New rows are counted once their hour is over; those of earlier hours soon. */
export function dueAfterHour(now: number): (hour: number) => number {
  return (hour) => Math.max(now, hour + periodMilliseconds.hour) + GRACE;
}

/** Batches on their way arrive within this time. */
const GRACE = 60_000;

/** New labels count after this time, so that many that arrive together are computed once. */
export const LABEL_DELAY = 1000;
