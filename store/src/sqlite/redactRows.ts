import type { DatabaseSync } from 'node:sqlite';
import { placesToRedact, redactContract } from '../dropFeatures.ts';
import type { RowContract } from '../rowContract.ts';
import { readBatch } from './storedBatches.ts';
import { writeTransaction } from './transaction.ts';

/** Batches and pages of a step, so that other writers wait for a moment only. */
const stepSize = { batches: 20, pages: 2000 };

/** Overwrites the values of features in stored rows, step by step; yields the rows of each step. Rows of a contract that was redacted are not read again. */
export function* redactRows(database: DatabaseSync, names: ReadonlySet<string>): Generator<number> {
  for (const { number, text } of database.prepare('select number, text from contracts').all()) {
    const contract = JSON.parse(String(text)) as RowContract;
    const places = placesToRedact(contract, names);
    if (places.length > 0) yield* redactContractRows(database, { number: Number(number), contract, places });
  }
}

/**
 * Removes overwritten bytes from the file, whose freed pages are zeros, and from the one beside it, step by step.
 *
 * @returns whether no reader prevented it
 */
export function* removeFreedBytes(database: DatabaseSync): Generator<number, boolean> {
  while (Number(database.prepare('pragma freelist_count').get()?.['freelist_count']) > 0) {
    database.exec(`pragma incremental_vacuum(${stepSize.pages})`);
    yield 0;
  }
  return database.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0;
}

interface StoredContract {
  readonly number: number;
  readonly contract: RowContract;
  /** Places of the features in its rows. */
  readonly places: readonly number[];
}

function* redactContractRows(database: DatabaseSync, { number, contract, places }: StoredContract): Generator<number> {
  const list = database.prepare('select number from batches where contract = ? and number > ? order by number limit ?');
  const mark = database.prepare('update contracts set text = ? where number = ?');
  for (let [last, isDone] = [0, false]; !isDone; ) {
    yield writeTransaction(database, () => {
      const batches = list.all(number, last, stepSize.batches).map((batch) => Number(batch['number']));
      last = batches.at(-1) ?? last;
      if (batches.length > 0) return batches.reduce((rows, batch) => rows + redactBatch(database, batch, places), 0);
      // With its number the text is like no other, and rows that are written later get a contract of their own.
      mark.run(JSON.stringify({ ...redactContract(contract, places, 'done'), number }), number);
      database.exec('delete from hour_counts');
      isDone = true;
      return 0;
    });
  }
}

function redactBatch(database: DatabaseSync, number: number, places: readonly number[]): number {
  const batch = readBatch(database, number);
  if (batch === undefined) return 0;
  const { rows, features, unseen } = batch;
  const width = features.length / rows;
  for (let row = 0; row < rows; row++) for (const place of places) features[row * width + place] = Number.NaN;
  const texts = unseen.filter(({ feature }) => !places.includes(feature)).map(({ row, feature, text }) => [row, feature, text]);
  database
    .prepare('update batches set features = ?, unseen = ? where number = ?')
    .run(new Uint8Array(features.buffer, features.byteOffset, features.byteLength), JSON.stringify(texts), number);
  return rows;
}
