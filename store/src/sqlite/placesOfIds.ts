import type { DatabaseSync } from 'node:sqlite';
import { parseRowId } from '../rowId.ts';
import { type RowPlace, rowPlaces } from './findRow.ts';

/** From so many ids of a series on, its batches are listed once instead of searched for each id. */
const LISTED_FROM = 50;

/** Batches before the last that starts at a number or below, among which its row may be. */
const TRIED = 256;

/** The rows of each of many ids: a query for all of them costs a fraction of one for each. */
export function placesOfIds(database: DatabaseSync, ids: readonly string[]): RowPlace[][] {
  const places = ids.map((): RowPlace[] => []);
  if (ids.length < LISTED_FROM) return ids.map(rowPlaces(database));
  const chosen = database.prepare('select j.key, c.batch, c.row from json_each(?) j cross join chosen_ids c on c.id = j.value');
  chosen.setReturnArrays(true);
  for (const [index, number, row] of chosen.all(JSON.stringify(ids)) as unknown as [number, number, number][])
    places[index]?.push({ number, row });
  const bySeries = new Map<string, { index: number; number: number }[]>();
  for (const [index, id] of ids.entries()) {
    const parsed = parseRowId(id);
    if (parsed === undefined) continue;
    const same = bySeries.get(parsed.series);
    if (same === undefined) bySeries.set(parsed.series, [{ index, number: parsed.number }]);
    else same.push({ index, number: parsed.number });
  }
  for (const [series, numbers] of bySeries) {
    const contiguous = numbers.length < LISTED_FROM ? undefined : contiguousBatches(database, series, numbers);
    const search =
      contiguous ??
      ((index: number) => rowPlaces(database)(ids[index] as string).filter(({ number, row }) => !has(places[index] ?? [], number, row)));
    for (const { index, number } of numbers) places[index]?.push(...search(index, number));
  }
  return places;
}

function has(places: readonly RowPlace[], number: number, row: number): boolean {
  return places.some((place) => place.number === number && place.row === row);
}

/** A search among the batches of a series; undefined where one of them has numbers with gaps, or ids that callers chose. */
function contiguousBatches(
  database: DatabaseSync,
  series: string,
  numbers: readonly { readonly number: number }[],
): ((index: number, number: number) => RowPlace[]) | undefined {
  const [least, most] = numbers.reduce(
    ([low, high], { number }) => [Math.min(low, number), Math.max(high, number)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const statement = database.prepare(
    'select number, low, high, contiguous from batches where series = ? and low <= ? and high >= ? order by low',
  );
  statement.setReturnArrays(true);
  const batches = statement.all(series, most, least) as unknown as [number: number, low: number, high: number, contiguous: number][];
  if (batches.some(([, , , contiguous]) => contiguous !== 1)) return undefined;
  return (_, number) => {
    let [from, to] = [0, batches.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((batches[middle]?.[1] as number) <= number) from = middle + 1;
      else to = middle;
    }
    const found: RowPlace[] = [];
    for (let at = from - 1; at >= Math.max(0, from - TRIED); at--) {
      const [batch, low, high] = batches[at] as (typeof batches)[number];
      if (high >= number) found.push({ number: batch, row: number - low });
      // Batches of one process follow each other: what ends before the next one starts cannot be overlapped by earlier ones of the same order.
      else if (at < from - 1) break;
    }
    return found;
  };
}
