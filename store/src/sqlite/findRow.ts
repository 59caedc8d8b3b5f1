import type { DatabaseSync } from 'node:sqlite';
import { parseRowId } from '../rowId.ts';
import { readBatch } from './storedBatches.ts';

/** A row of a batch. */
export interface RowPlace {
  /** Number of the batch. */
  readonly number: number;
  readonly row: number;
}

/** Batches of a series that are tried for a number: those of one process follow each other, so that the first has it or none. */
const triedBatches = 256;

/** Every row with an id. */
export function rowPlaces(database: DatabaseSync): (id: string) => RowPlace[] {
  const chosen = database.prepare('select batch, row from chosen_ids where id = ?');
  const places = placesByNumber(database);
  return (id) => {
    const named = chosen.all(id).map(({ batch, row }) => ({ number: Number(batch), row: Number(row) }));
    return [...named, ...places(id)];
  };
}

/** Rows whose id is a number of a series, unless a caller chose another id for them. */
function placesByNumber(database: DatabaseSync): (id: string) => Generator<RowPlace> {
  const batches = database.prepare(`
    select number, low, contiguous from (
      select number, low, high, contiguous from batches where series = ? and low <= ? order by low desc limit ${triedBatches})
    where high >= ?`);
  const idsOf = rememberIds(database);
  return function* (id) {
    const parsed = parseRowId(id);
    if (parsed === undefined) return;
    for (const found of batches.all(parsed.series, parsed.number, parsed.number)) {
      const number = Number(found['number']);
      if (found['contiguous'] === 1) {
        yield { number, row: parsed.number - Number(found['low']) };
        continue;
      }
      const ids = idsOf(number);
      for (const [row, own] of ids?.numbers.entries() ?? []) if (own === parsed.number && !ids?.named.has(row)) yield { number, row };
    }
  };
}

interface BatchIds {
  readonly numbers: Float64Array;
  /** Rows with a chosen id. */
  readonly named: ReadonlySet<number>;
}

/** Ids of batches; those of the last few are remembered, since labels come in the order of rows. */
function rememberIds(database: DatabaseSync): (number: number) => BatchIds | undefined {
  const remembered = new Map<number, BatchIds>();
  return (number) => {
    const known = remembered.get(number);
    if (known !== undefined) return known;
    const batch = readBatch(database, number);
    if (batch === undefined) return undefined;
    const ids = { numbers: batch.ids.numbers, named: new Set(batch.ids.chosen.map(([row]) => row)) };
    if (remembered.size >= 64) remembered.delete(remembered.keys().next().value as number);
    remembered.set(number, ids);
    return ids;
  };
}
