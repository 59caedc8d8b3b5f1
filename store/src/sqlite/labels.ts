import type { DatabaseSync } from 'node:sqlite';
import type { LabelBatch, LabelOutcome } from '../labelBatch.ts';
import type { RowPage } from '../rowPage.ts';
import { type RowPlace, rowPlaces } from './findRow.ts';
import { idList } from './idList.ts';
import { readPlaces } from './storedBatches.ts';
import { LABEL_DELAY, touchRows } from './touchRows.ts';

type Actual = string | number;

/** A label that counts. */
interface Label {
  readonly actual: Actual;
  readonly time: number;
}

/** The labels that count for some ids: the newest, of the same time the last written. */
export function newestLabels(database: DatabaseSync, ids: readonly string[]): Pick<RowPage, 'actuals' | 'labelTimes'> {
  const actuals: (Actual | null)[] = new Array(ids.length).fill(null);
  const labelTimes = new Float64Array(ids.length).fill(Number.NaN);
  for (const [row, { actual, time }] of labelsOf(database, ids)) {
    actuals[row] = actual;
    labelTimes[row] = time;
  }
  return { actuals, labelTimes };
}

/** The labels that count, by the index of their id. */
function labelsOf(database: DatabaseSync, ids: readonly string[]): ReadonlyMap<number, Label> {
  const newest = new Map<number, Label & { number: number }>();
  if (database.prepare('select 1 from labels limit 1').get() === undefined) return newest;
  const statement = database.prepare(`
    select i.key, l.actual, l.time, l.number from json_each(?) i cross join labels l on l.id = i.value where i.value <> ''`);
  statement.setReturnArrays(true);
  for (const [index, actual, time, number] of statement.all(idList(ids)) as unknown as [number, Actual, number, number][]) {
    const before = newest.get(index);
    if (before === undefined || before.time < time || (before.time === time && before.number < number))
      newest.set(index, { actual, time, number });
  }
  return newest;
}

/** Writes labels within a transaction. Ids without a row wait for it, at most so many. */
export function writeLabels(
  database: DatabaseSync,
  { ids, actuals, times, source, ...labels }: LabelBatch,
  { maxWaiting, now }: { maxWaiting: number; now: number },
): LabelOutcome {
  const insert = database.prepare('insert into labels (id, time, actual, source) values (?, ?, ?, ?)');
  const places = rowPlaces(database, ids);
  const newest = new Map(Array.from(labelsOf(database, ids), ([index, label]) => [ids[index] as string, label]));
  const unknown: number[] = [];
  let changed = 0;
  for (const [index, id] of ids.entries()) {
    const label = { actual: actuals[index] as Actual, time: times?.[index] ?? labels.time };
    const before = newest.get(id);
    const isNewer = before === undefined || before.time <= label.time;
    if (isNewer) newest.set(id, label);
    if (!places.has(index)) unknown.push(index);
    else if (isNewer && before !== undefined && before.actual !== label.actual) changed++;
    insert.run(id, label.time, label.actual, source);
  }
  touchPlaces(database, Array.from(places.values()).flat(), now + LABEL_DELAY);
  return {
    joined: ids.length - unknown.length,
    changed,
    unknown,
    dropped:
      unknown.length === 0
        ? 0
        : wait(
            database,
            unknown.map((index) => ids[index] as string),
            maxWaiting,
          ),
  };
}

function touchPlaces(database: DatabaseSync, places: readonly RowPlace[], due: number): void {
  for (const [number, rows] of Map.groupBy(places, (place) => place.number)) {
    const batch = readPlaces(database, number);
    if (batch !== undefined) touchRows(database, batch, { rows: rows.map(({ row }) => row), due: () => due });
  }
}

/** Labels of ids that no longer wait, since rows with them are written. @returns whether there were any */
export function settleWaiting(database: DatabaseSync, ids: Iterable<string>): boolean {
  if (database.prepare('select 1 from waiting_labels limit 1').get() === undefined) return false;
  return database.prepare('delete from waiting_labels where id in (select value from json_each(?))').run(idList(ids)).changes !== 0;
}

/** Ids with a label that wait for their row. */
export function countWaiting(database: DatabaseSync): number {
  return Number(database.prepare('select count(*) as count from waiting_labels').get()?.['count']);
}

/** Lets ids wait; those that have waited longest are dropped with their labels when there are too many. @returns dropped labels */
function wait(database: DatabaseSync, ids: readonly string[], maxWaiting: number): number {
  database.prepare('insert or ignore into waiting_labels (id) select value from json_each(?) order by key').run(idList(ids));
  const span = database.prepare('select coalesce(max(number) - min(number) + 1, 0) as most from waiting_labels').get();
  const surplus = Number(span?.['most']) <= maxWaiting ? 0 : countWaiting(database) - maxWaiting;
  if (surplus <= 0) return 0;
  const oldest = 'select id from waiting_labels order by number limit ?';
  const dropped = database.prepare(`delete from labels where id in (${oldest})`).run(surplus).changes;
  database.prepare(`delete from waiting_labels where id in (${oldest})`).run(surplus);
  return Number(dropped);
}
