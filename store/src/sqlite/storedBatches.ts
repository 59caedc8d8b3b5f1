import type { DatabaseSync } from 'node:sqlite';
import type { RowRange } from '../rowPage.ts';
import { batchOf, type StoredBatch } from './batchRecord.ts';

/** What the index knows of a batch. */
export interface BatchEntry {
  readonly number: number;
  readonly contract: number;
  readonly rows: number;
  /** Times of its first and last row, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** Batches that are listed at a time, so that no read transaction stays open. */
const listedAtOnce = 500;

/** Batches with rows in a range, by the time of their first row. */
export function* listBatches(database: DatabaseSync, { from, to }: RowRange): Generator<BatchEntry> {
  const statement = database.prepare(`
    select number, contract, rows, first, last from batches
    where (first, number) > (?, ?) and first < ? and last >= ? order by first, number limit ${listedAtOnce}`);
  let after: readonly [first: number, number: number] = [Number.NEGATIVE_INFINITY, 0];
  while (true) {
    const listed = statement.all(...after, to ?? Number.POSITIVE_INFINITY, from ?? Number.NEGATIVE_INFINITY) as unknown as BatchEntry[];
    yield* listed;
    const last = listed.at(-1);
    if (last === undefined || listed.length < listedAtOnce) return;
    after = [last.first, last.number];
  }
}

/** Times and versions of a batch's rows; undefined when it was deleted meanwhile. */
export function readPlaces(database: DatabaseSync, number: number): Pick<StoredBatch, 'times' | 'versions' | 'versionOf'> | undefined {
  const record = database.prepare('select times, version_of, versions from batches where number = ?').get(number);
  if (record === undefined) return undefined;
  const { times, version_of: versionOf, versions } = record as { times: Uint8Array; version_of: Uint8Array; versions: string };
  return {
    times: new Float64Array(times.slice().buffer),
    versionOf: new Uint16Array(versionOf.slice().buffer),
    versions: JSON.parse(versions),
  };
}

/** What counting features takes of a batch; undefined when it was deleted meanwhile. */
export function readFeatures(
  database: DatabaseSync,
  number: number,
): Pick<StoredBatch, 'number' | 'rows' | 'times' | 'versions' | 'versionOf' | 'predictions' | 'features' | 'unseen'> | undefined {
  const record = database
    .prepare('select batch, rows, times, version_of, versions, predictions, features, unseen from batches where number = ?')
    .get(number);
  return record === undefined ? undefined : batchOf({ ...emptyParts, ...record });
}

/** Columns that `readFeatures` leaves out. */
const emptyParts = { chosen: '[]', numbers: new Uint8Array(), probabilities: new Uint8Array() };

/** A batch by its number; undefined when it was deleted meanwhile. */
export function readBatch(database: DatabaseSync, number: number): (StoredBatch & { readonly contract: number }) | undefined {
  const record = database.prepare('select * from batches where number = ?').get(number);
  return record === undefined ? undefined : { ...batchOf(record), contract: Number(record['contract']) };
}
