import type { DatabaseSync } from 'node:sqlite';
import { type ParsedRowId, parseRowId } from '../rowId.ts';
import { rowNames } from '../rowNames.ts';
import { idList } from './idList.ts';

/** A row of a batch. */
export interface RowPlace {
  /** Number of the batch. */
  readonly number: number;
  readonly row: number;
}

/** The rows with some ids, by the index of the id. */
export function rowPlaces(database: DatabaseSync, ids: readonly string[]): ReadonlyMap<number, readonly RowPlace[]> {
  const places = new Map<number, RowPlace[]>();
  const add = (index: number, place: RowPlace) => {
    const known = places.get(index);
    if (known === undefined) places.set(index, [place]);
    else known.push(place);
  };
  const chosen = database.prepare('select i.key, c.batch, c.row from json_each(?) i cross join chosen_ids c on c.id = i.value');
  chosen.setReturnArrays(true);
  for (const [index, number, row] of chosen.all(idList(ids)) as unknown as number[][])
    add(index as number, { number: number as number, row: row as number });
  for (const [name, own] of Map.groupBy(parseIds(ids), ({ series }) => series)) {
    for (const series of seriesNamed(database, name)) {
      const { numberOf } = rowNames(series);
      const given = own.filter(({ id, number }) => numberOf(id) === number);
      for (const { index, place } of placesInSeries(database, { series, ids: given })) add(index, place);
    }
  }
  return places;
}

/** An id that is a number of a series. */
interface NumberedId extends ParsedRowId {
  readonly index: number;
  readonly id: string;
}

function parseIds(ids: readonly string[]): NumberedId[] {
  return ids.flatMap((id, index) => {
    const parsed = parseRowId(id);
    return parsed === undefined ? [] : [{ index, id, ...parsed }];
  });
}

/** The series of a name: the one without a key and, as a rule, one with its key. */
function* seriesNamed(database: DatabaseSync, name: string): Generator<string> {
  yield name;
  // The character after the dot ends the range. One look-up per series, of which the index has an entry per batch.
  const next = database.prepare(`select series from batches where series > ? and series < ? order by series limit 1`);
  for (let found = next.get(`${name}.`, `${name}/`); found !== undefined; found = next.get(String(found['series']), `${name}/`))
    yield String(found['series']);
}

/** Places of ids of one series. A number is used once, so that the ranges of its batches do not overlap. */
function* placesInSeries(
  database: DatabaseSync,
  { series, ids }: { readonly series: string; readonly ids: readonly NumberedId[] },
): Generator<{ index: number; place: RowPlace }> {
  const find = database.prepare(`
    select number, low, high, contiguous from batches where series = ? and low <= ? order by low desc limit 1`);
  let batch: { number: number; low: number; high: number; contiguous: number } | undefined;
  let rowOf: (number: number) => number = () => -1;
  for (const { index, number } of ids.toSorted((one, other) => one.number - other.number)) {
    if (batch === undefined || number > batch.high) {
      const found = find.get(series, number) as typeof batch;
      if (found !== undefined && found.number !== batch?.number)
        rowOf = found.contiguous === 1 ? (own) => own - found.low : rowFinder(database, found.number);
      batch = found;
    }
    const row = batch === undefined || number > batch.high ? -1 : rowOf(number);
    if (batch !== undefined && row >= 0) yield { index, place: { number: batch.number, row } };
  }
}

/** The row of a batch whose id is a number; −1 without one. */
function rowFinder(database: DatabaseSync, batch: number): (number: number) => number {
  const record = database.prepare('select numbers, chosen from batches where number = ?').get(batch);
  if (record === undefined) return () => -1;
  const numbers = new Float64Array((record['numbers'] as Uint8Array).slice().buffer);
  const named = new Set((JSON.parse(String(record['chosen'])) as [number, string][]).map(([row]) => row));
  return (number) => {
    let row = numbers.indexOf(number);
    while (named.has(row)) row = numbers.indexOf(number, row + 1);
    return row;
  };
}
