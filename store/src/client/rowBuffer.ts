import type { RowBatch, UnseenText } from '../rowBatch.ts';
import type { RowContract } from '../rowContract.ts';
import { allocateColumns, copyRow, firstRows } from './rowColumns.ts';
import type { RecordedRows } from './storeClient.ts';

/** The rows of the next batch, by column. */
export interface RowBuffer {
  readonly contract: RowContract;
  readonly series: string;
  readonly rows: number;
  /** Bytes that a row takes, without texts. */
  readonly rowBytes: number;
  /** Bytes of texts so far. */
  readonly textBytes: number;
  /** Copies rows with these indices. */
  add(recorded: RecordedRows, indices: readonly number[]): void;
  /** The batch, in the memory of the buffer, which is not used any more. */
  take(writer: string, number: number): RowBatch;
}

export interface RowBufferOptions {
  readonly contract: RowContract;
  readonly series: string;
  /** Rows that it has room for at first; it grows. */
  readonly capacity: number;
}

/** Memory that an id or a text takes, about, beside two bytes per character. */
const textOverhead = 64;

export function createRowBuffer({ contract, series, capacity }: RowBufferOptions): RowBuffer {
  let columns = allocateColumns(Math.max(capacity, 1), contract);
  let [rows, textBytes] = [0, 0];
  const versions: string[] = [];
  const chosen: [row: number, id: string][] = [];
  const unseen: UnseenText[] = [];
  return {
    contract,
    series,
    rowBytes: 8 * (contract.features.length + contract.classes.length + 3) + 2,
    get rows() {
      return rows;
    },
    get textBytes() {
      return textBytes;
    },
    add(recorded, indices) {
      const version = placeOf(versions, recorded.version);
      const first = rows;
      for (const index of indices) {
        if (rows === columns.times.length) columns = allocateColumns(rows * 2, contract, columns);
        copyRow(columns, rows, { recorded, index, version });
        const id = recorded.chosenId?.(index);
        if (id !== undefined) {
          chosen.push([rows, id]);
          textBytes += textOverhead + 2 * id.length;
        }
        rows++;
      }
      for (const one of remapUnseen(recorded, indices)) {
        unseen.push({ ...one, row: first + one.row });
        textBytes += textOverhead + 2 * one.text.length;
      }
    },
    take(writer, number) {
      const { numbers, ...rest } = firstRows(columns, rows, contract);
      return { writer, number, contract, rows, ids: { series, numbers, chosen }, versions, unseen, ...rest };
    },
  };
}

/** Unseen categories of copied rows: the place of the row among these, and the feature of the contract. */
function remapUnseen({ unseen = [], kept }: RecordedRows, indices: readonly number[]): UnseenText[] {
  if (unseen.length === 0) return [];
  const placeOfRow = new Map(indices.map((index, place) => [index, place]));
  return unseen.flatMap(({ row, feature, text }) => {
    const place = placeOfRow.get(row);
    const own = kept.indexOf(feature);
    return place === undefined || own < 0 ? [] : [{ row: place, feature: own, text }];
  });
}

function placeOf(list: string[], name: string): number {
  const place = list.indexOf(name);
  return place >= 0 ? place : list.push(name) - 1;
}
