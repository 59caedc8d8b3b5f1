import type { DatabaseSync } from 'node:sqlite';
import type { LabelBatch, LabelOutcome } from '../labelBatch.ts';
import type { RowPage } from '../rowPage.ts';
import { placesOfIds } from './placesOfIds.ts';
import { readPlaces } from './storedBatches.ts';
import { LABEL_DELAY, touchRows } from './touchRows.ts';

type Actual = string | number;

/** The labels that count for some ids: the newest, of the same time the last written. */
export function newestLabels(database: DatabaseSync, ids: readonly string[]): Pick<RowPage, 'actuals' | 'labelTimes'> {
  const actuals: (Actual | null)[] = new Array(ids.length).fill(null);
  const labelTimes = new Float64Array(ids.length).fill(Number.NaN);
  if (database.prepare('select 1 from labels limit 1').get() === undefined) return { actuals, labelTimes };
  // One query for all ids takes a sixth of the time of one for each. Labels of an id come by time, then in the order they were written.
  const labels = database.prepare('select j.key, l.actual, l.time from json_each(?) j cross join labels l on l.id = j.value');
  labels.setReturnArrays(true);
  for (const [row, actual, time] of labels.all(JSON.stringify(ids)) as unknown as [number, Actual, number][]) {
    if (ids[row] === '' || time < (labelTimes[row] as number)) continue;
    actuals[row] = actual;
    labelTimes[row] = time;
  }
  return { actuals, labelTimes };
}

/** Writes labels within a transaction. Ids without a row wait for it, at most so many. */
export function writeLabels(
  database: DatabaseSync,
  { ids, actuals, times, source, ...labels }: LabelBatch,
  { maxWaiting, now }: { maxWaiting: number; now: number },
): LabelOutcome {
  const insert = database.prepare('insert into labels (id, time, actual, source) values (?, ?, ?, ?)');
  const wait = database.prepare('insert or ignore into waiting_labels (id) values (?)');
  const before = newestLabels(database, ids);
  const newest = new Map(ids.map((id, index) => [id, { actual: before.actuals[index] ?? null, time: before.labelTimes[index] as number }]));
  const places = placesOfIds(database, ids);
  const rowsOf = new Map<number, number[]>();
  const unknown: number[] = [];
  let changed = 0;
  for (const [index, id] of ids.entries()) {
    const actual = actuals[index] as Actual;
    const time = times?.[index] ?? labels.time;
    const stored = places[index] ?? [];
    for (const { number, row } of stored) addTo(rowsOf, number, row);
    const last = newest.get(id);
    const isNewest = last === undefined || last.actual === null || last.time <= time;
    if (stored.length === 0) {
      unknown.push(index);
      wait.run(id);
    } else if (last !== undefined && last.actual !== null && last.actual !== actual && isNewest) changed++;
    if (isNewest) newest.set(id, { actual, time });
    insert.run(id, time, actual, source);
  }
  for (const [number, rows] of rowsOf) {
    const batch = readPlaces(database, number);
    if (batch !== undefined) touchRows(database, batch, { rows, due: () => now + LABEL_DELAY });
  }
  return { joined: ids.length - unknown.length, changed, unknown, dropped: unknown.length === 0 ? 0 : dropOldest(database, maxWaiting) };
}

/** Labels of ids that no longer wait, since rows with them are written. @returns whether there were any */
export function settleWaiting(database: DatabaseSync, ids: Iterable<string>): boolean {
  if (database.prepare('select 1 from waiting_labels limit 1').get() === undefined) return false;
  const settle = database.prepare('delete from waiting_labels where id = ?');
  let settled = 0;
  for (const id of ids) settled += Number(settle.run(id).changes);
  return settled > 0;
}

/** Ids with a label that wait for their row. */
export function countWaiting(database: DatabaseSync): number {
  return Number(database.prepare('select count(*) as count from waiting_labels').get()?.['count']);
}

/** Deletes the labels of the ids that have waited longest. @returns deleted labels */
function dropOldest(database: DatabaseSync, maxWaiting: number): number {
  const span = database.prepare('select coalesce(max(number) - min(number) + 1, 0) as most from waiting_labels').get();
  if (Number(span?.['most']) <= maxWaiting) return 0;
  const waiting = countWaiting(database);
  if (waiting <= maxWaiting) return 0;
  const oldest = database.prepare('select id from waiting_labels order by number limit ?').all(waiting - maxWaiting);
  const labels = database.prepare('delete from labels where id = ?');
  const wait = database.prepare('delete from waiting_labels where id = ?');
  let dropped = 0;
  for (const { id } of oldest) {
    dropped += Number(labels.run(id as string).changes);
    wait.run(id as string);
  }
  return dropped;
}

function addTo(rowsOf: Map<number, number[]>, number: number, row: number): void {
  const rows = rowsOf.get(number);
  if (rows === undefined) rowsOf.set(number, [row]);
  else rows.push(row);
}
