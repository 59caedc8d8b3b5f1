import type { DuckDBConnection, DuckDBListValue, DuckDBMapValue } from '@duckdb/node-api';
import { type NumberBuffers, newBuffers } from '../columns/numberBuffers.ts';
import type { NumberNotation } from '../values/notation.ts';
import { categorySql, type FileColumn, numberSql, spellingSql } from './cellValue.ts';
import { readingError } from './databaseProblem.ts';
import type { DataSource } from './dataSource.ts';
import { sqlLiteral } from './sqlText.ts';

const FIRST_ROWS = 4096;

/** Files, and the connection they are read over. Every query throws a DriftDataError that names the files when they cannot be read. */
export interface FileQuery {
  readonly connection: DuckDBConnection;
  readonly source: DataSource;
}

/** How often each text occurs in a column, in alphabetical order, and rows without one. */
export interface TextCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly missing: number;
  readonly rows: number;
}

/**
 * Numbers of several columns in the order of the file, in one pass over it.
 *
 * @param expressions SQL of type DOUBLE, never NULL
 * @param buffers provides the arrays for the numbers
 * @returns an array for each expression
 */
export async function streamNumbers(
  query: FileQuery,
  expressions: readonly string[],
  buffers: NumberBuffers = newBuffers,
): Promise<Float64Array[]> {
  if (expressions.length === 0) return [];
  const { sql, rows: known } = query.source;
  let columns = expressions.map(() => buffers.take(known ?? FIRST_ROWS));
  let rows = 0;
  await readFrom(query, async ({ connection }) => {
    const result = await connection.stream(`SELECT ${expressions.join(', ')} FROM ${sql}`);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const room = columns[0]?.length ?? 0;
      if (rows + chunk.rowCount > room) columns = columns.map((column) => enlarge(column, 2 * room));
      for (const [index, column] of columns.entries()) column.set(itemsOf(chunk.getColumnVector(index)), rows);
      rows += chunk.rowCount;
    }
  });
  return columns.map((column) => (rows === column.length ? column : column.subarray(0, rows)));
}

/** The numbers as the database holds them. The library declares them private, and otherwise returns them only one by one. */
export function itemsOf(vector: object): Float64Array {
  const { items } = vector as { items?: unknown };
  if (!(items instanceof Float64Array)) throw new TypeError(`expected numbers of a database as a Float64Array, got ${typeof items}`);
  return items;
}

function enlarge(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(column);
  return larger;
}

/**
 * Texts of several columns in the order of the file, in one pass over it.
 *
 * @param expressions SQL of type VARCHAR
 * @param rows row numbers to take, ascending
 * @returns an array for each expression; null where a text is missing
 */
export async function streamTexts(query: FileQuery, expressions: readonly string[], rows: Int32Array): Promise<(string | null)[][]> {
  const columns = expressions.map(() => new Array<string | null>(rows.length).fill(null));
  if (expressions.length === 0) return columns;
  let [firstRow, taken] = [0, 0];
  await readFrom(query, async ({ connection, source }) => {
    const result = await connection.stream(`SELECT ${expressions.join(', ')} FROM ${source.sql}`);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const from = taken;
      while (taken < rows.length && (rows[taken] as number) < firstRow + chunk.rowCount) taken++;
      for (const [index, column] of columns.entries()) {
        const vector = chunk.getColumnVector(index);
        for (let at = from; at < taken; at++) column[at] = vector.getItem((rows[at] as number) - firstRow) as string | null;
      }
      firstRow += chunk.rowCount;
    }
  });
  return columns;
}

/**
 * Counts the texts of columns; the database counts, no row is transferred. A CSV file is read once for all of them; of a Parquet file
 * each column is read for itself, where grouping takes a third of the time of a histogram.
 */
export async function countTexts(query: FileQuery, columns: readonly FileColumn[]): Promise<TextCounts[]> {
  if (columns.length === 0) return [];
  const { format, sql } = query.source;
  if (format !== 'parquet') {
    const maps = columns.map((column) => `histogram(${categorySql(column)})`);
    const [rows = 0, ...counts] = (await rowsOf(query, `SELECT count(*), ${maps.join(', ')} FROM ${sql}`))[0] ?? [];
    return counts.map((map) => textCounts(pairsOf(map), Number(rows)));
  }
  const counts: TextCounts[] = [];
  for (const column of columns) {
    const groups = await rowsOf(query, `SELECT ${categorySql(column)}, count(*) FROM ${sql} GROUP BY 1`);
    const pairs = groups.filter(([text]) => text !== null).map(([text, count]): [string, number] => [String(text), Number(count)]);
    const rows = groups.reduce((sum, [, count]) => sum + Number(count), 0);
    counts.push(textCounts(pairs, rows));
  }
  return counts;
}

function textCounts(pairs: readonly [string, number][], rows: number): TextCounts {
  const counts = new Map(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { counts, rows, missing: rows - counts.values().reduce((sum, count) => sum + count, 0) };
}

/** Rows that show how a column is written. */
export const FIRST_ROWS_LOOKED_AT = 1000;

/** How often each text occurs in the first thousand rows of columns. */
export async function countFirstTexts(query: FileQuery, columns: readonly FileColumn[]): Promise<ReadonlyMap<string, number>[]> {
  if (columns.length === 0) return [];
  const first = `SELECT ${columns.map(({ id }) => id).join(', ')} FROM ${query.source.sql} LIMIT ${FIRST_ROWS_LOOKED_AT}`;
  const maps = columns.map((column) => `histogram(${categorySql(column)})`);
  const [values = []] = await rowsOf(query, `SELECT ${maps.join(', ')} FROM (${first})`);
  return values.map((map) => new Map(pairsOf(map)));
}

/** A column, and how its numbers are written. */
export interface NotatedColumn {
  readonly column: FileColumn;
  readonly notation: NumberNotation;
}

/** How often each text of a column occurs that is no number. */
export async function countTextsBesideNumbers(query: FileQuery, columns: readonly NotatedColumn[]): Promise<ReadonlyMap<string, number>[]> {
  if (columns.length === 0) return [];
  const maps = columns.map(({ column, notation }) => `histogram(${spellingSql(column)}) FILTER (isnan(${numberSql(column, notation)}))`);
  const [values = []] = await rowsOf(query, `SELECT ${maps.join(', ')} FROM ${query.source.sql}`);
  return values.map((map) => new Map(pairsOf(map)));
}

/** Texts to find in a column. */
export interface SoughtTexts {
  readonly column: FileColumn;
  readonly texts: Iterable<string>;
}

/**
 * The first rows of columns that have one of some texts, in one pass over the file.
 *
 * @param most cells of each column
 * @returns for each column rows of the data, from 1, and their texts
 */
export async function findCells(
  query: FileQuery,
  sought: readonly SoughtTexts[],
  most: number,
): Promise<{ row: number; text: string }[][]> {
  const ids = [...new Map(sought.map(({ column }) => [column.id, column])).values()];
  const cells = ids.map((column) => `${spellingSql(column)} AS ${cellName(ids.indexOf(column))}`);
  const numbered = `SELECT row_number() OVER () AS row, ${cells.join(', ')} FROM ${query.source.sql}`;
  const found = sought.flatMap(({ column, texts }) => {
    const cell = cellName(ids.indexOf(column));
    const listed = [...texts].slice(0, MOST_LISTED).map(sqlLiteral).join(', ');
    return [`min(row, ${most})`, `arg_min(${cell}, row, ${most})`].map((sql) => `${sql} FILTER (WHERE ${cell} IN (${listed}))`);
  });
  const [values = []] = sought.length === 0 ? [] : await rowsOf(query, `SELECT ${found.join(', ')} FROM (${numbered})`);
  return sought.map((_, index) => {
    const [rows, texts] = [values[2 * index], values[2 * index + 1]].map(itemsOfList) as [unknown[], unknown[]];
    return rows.map((row, place) => ({ row: Number(row), text: String(texts[place]) }));
  });
}

function cellName(index: number): string {
  return `cell${index}`;
}

/** Nothing is found as no list. */
function itemsOfList(list: unknown): readonly unknown[] {
  return (list as DuckDBListValue | null)?.items ?? [];
}

const MOST_LISTED = 5000;

/** A column without a value has no map. */
function pairsOf(map: unknown): [string, number][] {
  const entries = (map as DuckDBMapValue | null)?.entries ?? [];
  return entries.map(({ key, value }) => [String(key), Number(value)]);
}

/** All rows of a result. */
export async function rowsOf(query: FileQuery, sql: string): Promise<readonly unknown[][]> {
  return readFrom(query, async ({ connection }) => (await connection.runAndReadAll(sql)).getRows());
}

export async function readFrom<Result>(query: FileQuery, read: (query: FileQuery) => Promise<Result>): Promise<Result> {
  try {
    return await read(query);
  } catch (cause) {
    throw readingError(query.source, cause);
  }
}
