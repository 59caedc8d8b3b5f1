import { CopyEncoder } from '@modelmonitor/databases';
import { StoreRefusedRows } from '../errors.ts';
import type { RowBatch } from '../rowBatch.ts';
import { rowNames } from '../rowNames.ts';
import { timeBounds } from './timeParts.ts';

export interface RowNumbers {
  readonly monitor: string;
  /** Numbers of the contract and of the writer in their tables. */
  readonly contract: number;
  readonly writer: number;
}

/** The statement that takes the bytes of `encodeRows`. */
export const copyStatement = `copy modelmonitor_predictions (time, batch, prediction, contract, writer, position, monitor, id, version, probabilities, features, unseen)
  from stdin (format binary)`;

const columns = 12;

/** Rows of a batch for COPY; `ids` are the texts of their ids. */
export function encodeRows(batch: RowBatch, ids: readonly string[], { monitor, contract, writer }: RowNumbers): Uint8Array {
  const { rows, times, versions, versionOf, features, predictions, probabilities } = batch;
  const [width, classes] = [batch.contract.features.length, batch.contract.classes.length];
  const unseen = textsByRow(batch);
  const encoder = new CopyEncoder(4096 + rows * (140 + 2 * monitor.length + 12 * (width + classes)));
  const number = bigintBytes(batch.number);
  for (let row = 0; row < rows; row++) {
    encoder.row(columns);
    encoder.time(times[row] as number);
    encoder.raw(number);
    encoder.float8OrNull(predictions[row] as number);
    encoder.int4(contract);
    encoder.int4(writer);
    encoder.int4(row);
    encoder.text(monitor);
    encoder.text(ids[row] as string);
    encoder.text(versions[versionOf[row] as number] as string);
    if (hasNumber(probabilities, row * classes, (row + 1) * classes)) encoder.floats(probabilities, row * classes, (row + 1) * classes);
    else encoder.null();
    encoder.floats(features, row * width, (row + 1) * width);
    const texts = unseen.get(row);
    if (texts === undefined) encoder.null();
    else encoder.jsonb(texts);
  }
  return encoder.finish();
}

/** Ids of all rows of a batch. */
export function idsOf({ rows, ids }: RowBatch): string[] {
  const { idOf } = rowNames(ids.series);
  const texts = Array.from({ length: rows }, (_, row) => idOf(ids.numbers[row] as number));
  for (const [row, id] of ids.chosen) texts[row] = id;
  return texts;
}

/** @throws StoreRefusedRows when a row has a time without a partition, or an id that no text of PostgreSQL can be */
export function verifyRows({ times }: RowBatch, ids: readonly string[]): void {
  const rows = ids.flatMap((id, row) => (isStorable(times[row] as number, id) ? [] : [row]));
  const [first] = rows;
  if (first === undefined) return;
  const got = `${times[first]} and ${JSON.stringify(ids[first])}`;
  throw new StoreRefusedRows(`expected times between 1900 and 9999 and ids without a null character, got ${got}`, { rows });
}

/** Whether a time has a partition, and PostgreSQL has such a text. */
export function isStorable(time: number, text: string): boolean {
  return time >= timeBounds.earliest && time < timeBounds.latest && !text.includes('\0');
}

/** Texts of unseen categories by row, keyed by the index of their feature. Null characters and lone surrogates are replaced: JSON of PostgreSQL has neither. */
function textsByRow({ unseen }: RowBatch): Map<number, Record<string, string>> {
  const texts = new Map<number, Record<string, string>>();
  for (const { row, feature, text } of unseen) {
    const own = texts.get(row) ?? {};
    own[feature] = text.replaceAll('\0', '\ufffd').toWellFormed();
    texts.set(row, own);
  }
  return texts;
}

function hasNumber(values: Float64Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (!Number.isNaN(values[index])) return true;
  return false;
}

function bigintBytes(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}
