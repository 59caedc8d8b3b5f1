import type { DuckDBConnection, DuckDBMapValue } from '@duckdb/node-api';
import { DriftDataError } from '../errors.ts';
import { errorText } from '../errorText.ts';
import { textSql } from './columnSql.ts';
import { databaseProblem } from './databaseProblem.ts';
import type { DataSource } from './dataSource.ts';
import type { LoadedColumn } from './loadedFile.ts';

/** How often each text comes in a column, in alphabetical order, and rows without one. */
export interface TextCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly missing: number;
  readonly rows: number;
}

/** Counts the texts of several columns in one pass; the database counts, nothing of a row comes here. */
export async function textCounts(
  connection: DuckDBConnection,
  source: DataSource,
  columns: readonly LoadedColumn[],
): Promise<TextCounts[]> {
  if (columns.length === 0) return [];
  const sql = columns.map((column) => `histogram(${textSql(column)})`);
  try {
    const [rows = 0, ...maps] =
      (await connection.runAndReadAll(`SELECT count(*), ${sql.join(', ')} FROM ${source.sql}`)).getRows()[0] ?? [];
    return maps.map((map) => countsOf(map, Number(rows)));
  } catch (cause) {
    throw new DriftDataError(`${source.paths.join(', ')} cannot be read: ${databaseProblem(errorText(cause))}`, { cause });
  }
}

function countsOf(map: unknown, rows: number): TextCounts {
  // A column without a text has no map.
  const entries = (map as DuckDBMapValue | null)?.entries ?? [];
  const pairs = entries.map(({ key, value }): [string, number] => [String(key), Number(value)]);
  const counts = new Map(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
  return { counts, rows, missing: rows - counts.values().reduce((sum, count) => sum + count, 0) };
}
