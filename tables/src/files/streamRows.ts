import { open } from 'node:fs/promises';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import { clippedText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';
import { isMissingMarker } from '../values/missing.ts';
import { type NumberNotation, plainNotation } from '../values/notation.ts';
import { categorySql, type FileColumn, isMissingValue, mayHoldText, numberSql, spellingSql } from './cellValue.ts';
import { textsReading } from './columnReading.ts';
import { type DataSource, dataSource, type ReadFileOptions, readOrCopy } from './dataSource.ts';
import { type DuckDbLimits, openDuckDb } from './duckDb.ts';
import { countFirstTexts, type FileQuery, itemsOf, readFrom } from './fileQueries.ts';
import { textCopies } from './text/textCopies.ts';

/** A column of files, and what its cells have to be. */
export interface StreamedColumn {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
}

/** Some rows of files, in their order. */
export interface RowBatch {
  /** Rows before these. */
  readonly before: number;
  readonly rows: number;
  /** For each column: numbers, NaN where one is missing, or texts, null where one is missing. Valid until the next batch. */
  readonly columns: readonly (Float64Array | readonly (string | null)[])[];
}

/** Columns of one or more files that are read as one. */
export interface RowStream {
  /** All columns; those that are read only when they are named, such as row numbers, are marked. */
  readonly columns: readonly { readonly name: string; readonly isLeftOut: boolean }[];
  /** About how many rows there are; undefined for compressed text. */
  readonly rowsExpected: number | undefined;
  /** Up to so many different texts of a column, sorted. */
  distinct(name: string, most: number): Promise<readonly string[]>;
  /**
   * Reads all rows, in batches of a few thousand, in bounded memory.
   *
   * @param receive awaited before the next batch is read; false ends the reading
   * @param most rows to read at most
   * @throws DriftDataError naming the row, for text where a number has to be
   */
  read(columns: readonly StreamedColumn[], receive: (batch: RowBatch) => Promise<boolean> | boolean, most?: number): Promise<void>;
}

/**
 * Opens files of the same columns for reading row by row.
 *
 * @param use called again, from the start, where a text file has to be read from a copy
 * @throws DriftDataError naming the file and what is wrong in it
 */
export async function streamRows<Result>(
  paths: readonly string[],
  options: ReadFileOptions & DuckDbLimits,
  use: (stream: RowStream) => Promise<Result>,
): Promise<Result> {
  const { threads, memoryBytes, ...reading } = options;
  const { connection, close } = await openDuckDb({
    ...(threads === undefined ? {} : { threads }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
  });
  const copies = textCopies();
  const openFiles = (copied: readonly string[]) => dataSource(() => Promise.resolve(connection), paths, { ...reading, copies, copied });
  try {
    return await readOrCopy(await openFiles([]), openFiles, async (source) =>
      use(rowStream({ connection, source }, await expectedRows(source))),
    );
  } finally {
    close();
    await copies.close();
  }
}

const FIRST_BYTES = 65_536;
const LINE_FEED = 10;

/** By the length of the first lines, where a file does not say how many it has. */
async function expectedRows({ rows, format, paths, bytes }: DataSource): Promise<number | undefined> {
  if (rows !== undefined || format === 'gzip') return rows;
  const file = await open(paths[0] as string, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    const lines = buffer.subarray(0, bytesRead).reduce((count, byte) => count + Number(byte === LINE_FEED), 0);
    return Math.max(1, (bytes / Math.max(1, bytesRead)) * lines);
  } finally {
    await file.close();
  }
}

function rowStream(query: FileQuery, rowsExpected: number | undefined): RowStream {
  const { source } = query;
  const byName = new Map(source.columns.map((column) => [column.name, column]));
  const columnNamed = (name: string): FileColumn => {
    const column = byName.get(name);
    if (column === undefined) throw new DriftDataError(`${source.paths.join(', ')} has no column ${JSON.stringify(name)}`);
    return column;
  };
  return {
    columns: source.columns.map(({ name, leftOut }) => ({ name, isLeftOut: leftOut !== undefined })),
    rowsExpected,
    distinct: async (name, most) => {
      const cell = categorySql(columnNamed(name));
      const sql = `SELECT DISTINCT ${cell} AS cell FROM ${source.sql} WHERE ${cell} IS NOT NULL LIMIT ${most}`;
      return readFrom(query, async ({ connection }) => {
        const rows = (await connection.runAndReadAll(`SELECT cell FROM (${sql}) ORDER BY cell`)).getRows();
        return rows.map(([text]) => String(text));
      });
    },
    read: async (columns, receive, most) => {
      const cells = await readCells(
        query,
        columns.map(({ name, type }) => ({ column: columnNamed(name), type })),
      );
      const limit = most === undefined ? '' : ` LIMIT ${most}`;
      const sql = `SELECT ${cells.flatMap(({ sql: expressions }) => expressions).join(', ')} FROM ${source.sql}${limit}`;
      // What `receive` throws is no fault of the files.
      const result = await readFrom(query, ({ connection }) => connection.stream(sql));
      const next = async (): Promise<DuckDBDataChunk | null> => {
        const chunk = await readFrom(query, () => result.fetchChunk());
        return chunk === null || chunk.rowCount === 0 ? null : chunk;
      };
      let before = 0;
      for (let chunk = await next(); chunk !== null; ) {
        const batch = cellsOfChunk(chunk, cells, { before, rows: chunk.rowCount, paths: source.paths });
        // The database reads on while this batch is used.
        const [received, following] = await Promise.allSettled([receive(batch), next()]);
        if (received.status === 'rejected') throw received.reason;
        if (following.status === 'rejected') throw following.reason;
        if (!received.value) return;
        before += chunk.rowCount;
        chunk = following.value;
      }
    },
  };
}

function cellsOfChunk(chunk: DuckDBDataChunk, cells: readonly Cells[], place: BatchPlace): RowBatch {
  let vectors = 0;
  const columns = cells.map((cell) => {
    const first = vectors;
    vectors += cell.sql.length;
    return cell.read((index) => chunk.getColumnVector(first + index), place);
  });
  return { before: place.before, rows: place.rows, columns };
}

const LONGEST_SHOWN = 60;

interface BatchPlace {
  readonly before: number;
  readonly rows: number;
  readonly paths: readonly string[];
}

interface Vector {
  getItem(row: number): unknown;
}

/** The SQL of a column's cells, and what reads them from the vectors of a batch. */
interface Cells {
  readonly sql: readonly string[];
  read(vector: (index: number) => Vector, place: BatchPlace): Float64Array | (string | null)[];
}

async function readCells(
  query: FileQuery,
  columns: readonly { readonly column: FileColumn; readonly type: StreamedColumn['type'] }[],
): Promise<Cells[]> {
  const written = columns.filter(({ column, type }) => type === 'numeric' && mayHoldText(column)).map(({ column }) => column);
  const counts = await countFirstTexts(query, written);
  return columns.map(({ column, type }) => {
    if (type === 'categorical') return texts(column);
    const first = counts[written.indexOf(column)];
    return numbers(column, first === undefined ? plainNotation : notationOf(query, column, first));
  });
}

/** How the numbers of a column are written in its first rows. */
function notationOf({ source }: FileQuery, column: FileColumn, counts: ReadonlyMap<string, number>): NumberNotation {
  const { decimal = plainNotation.decimal, thousands = plainNotation.thousands } = source.notation ?? {};
  const { notation, isEmpty, reason } = textsReading(column, counts, source.notation ?? {});
  if (reason !== undefined)
    throw new DriftDataError(`${source.paths.join(', ')}: expected numbers in column ${JSON.stringify(column.name)}: ${reason}`);
  return notation === undefined || isEmpty === true ? { ...plainNotation, decimal, thousands } : notation;
}

function texts(column: FileColumn): Cells {
  return {
    sql: [categorySql(column)],
    read: (vector, { rows }) => {
      const cells = vector(0);
      return Array.from({ length: rows }, (_, row) => cells.getItem(row) as string | null);
    },
  };
}

/** Numbers; the text beside them is looked at only where there is none. */
function numbers(column: FileColumn, notation: NumberNotation): Cells {
  const number = numberSql(column, notation);
  if (!mayHoldText(column)) return { sql: [number], read: (vector) => itemsOf(vector(0)) };
  return {
    sql: [number, spellingSql(column)],
    read: (vector, place) => {
      const values = itemsOf(vector(0));
      let spelled: Vector | undefined;
      for (let row = 0; row < place.rows; row++) {
        if (!Number.isNaN(values[row])) continue;
        spelled ??= vector(1);
        const text = spelled.getItem(row) as string | null;
        if (text !== null && !isMissingValue(column, text) && !isMissingMarker(text)) throw noNumber(column, text, row, place);
      }
      return values;
    },
  };
}

function noNumber({ name }: FileColumn, text: string, row: number, { before, paths }: BatchPlace): DriftDataError {
  return new DriftDataError(
    `${paths.join(', ')}: expected numbers in column ${JSON.stringify(name)}, got ${JSON.stringify(clippedText(text, LONGEST_SHOWN))} in row ${before + row + 1} of the data`,
  );
}
