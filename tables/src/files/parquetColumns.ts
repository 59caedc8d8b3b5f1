import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileColumn } from './cellValue.ts';
import { readingError } from './databaseProblem.ts';
import { sqlName, sqlPath } from './sqlText.ts';
import { isPandasIndex } from './text/rowNumbers.ts';
import { uniqueNames } from './text/uniqueNames.ts';

/** Columns of a Parquet file: the names it has, which the database changes where two are alike, and why some are read only when named. */
export async function parquetColumns(connection: DuckDBConnection, path: string): Promise<FileColumn[]> {
  const file = sqlPath(path);
  const described = await readRows(connection, path, `DESCRIBE SELECT * FROM read_parquet(${file})`);
  const schema = await readRows(connection, path, `SELECT name, num_children FROM parquet_schema(${file})`);
  const names = rootNames(schema.map(([name, children]) => [String(name), Number(children ?? 0)]));
  const stored = names.length === described.length ? uniqueNames(names) : described.map(([name]) => String(name));
  const columns = described.map(
    ([id, sqlType], index): FileColumn => ({
      name: stored[index] as string,
      id: sqlName(String(id)),
      sqlType: String(sqlType),
    }),
  );
  const index = await pandasIndex(connection, path);
  const marked = columns.map((column) =>
    index.includes(column.name) || isPandasIndex(column.name) ? { ...column, leftOut: 'an index of pandas' } : column,
  );
  const [first] = marked;
  const isNumbered = first !== undefined && first.leftOut === undefined && (await hasRowNumbers(connection, path, first));
  const all = isNumbered ? [{ ...first, leftOut: 'row numbers' }, ...marked.slice(1)] : marked;
  return all.every(({ leftOut }) => leftOut !== undefined) ? columns : all;
}

/** Names below the root of a schema, which lists each group before its children. */
function rootNames([, ...schema]: readonly (readonly [string, number])[]): string[] {
  const names: string[] = [];
  let below = 0;
  for (const [name, children] of schema) {
    if (below === 0) names.push(name);
    else below--;
    below += children;
  }
  return names;
}

/** Columns that are an index of the pandas table that the file was written from. */
async function pandasIndex(connection: DuckDBConnection, path: string): Promise<string[]> {
  const found = await readRows(
    connection,
    path,
    `SELECT decode(value) FROM parquet_kv_metadata(${sqlPath(path)}) WHERE decode(key) = 'pandas'`,
  );
  try {
    const { index_columns: index } = JSON.parse(String(found[0]?.[0] ?? '{}')) as { index_columns?: unknown };
    return Array.isArray(index) ? index.filter((name) => typeof name === 'string') : [];
  } catch {
    // What another program wrote there says nothing.
    return [];
  }
}

/** Names of row numbers that pandas and R write when a table is written with them. */
const NUMBERED = ['Unnamed: 0', 'X', 'index', 'rownames', 'row_names'];

/** Whether a column is the row numbers of its file, from 0 or 1. */
async function hasRowNumbers(connection: DuckDBConnection, path: string, { name, id, sqlType }: FileColumn): Promise<boolean> {
  if (!NUMBERED.includes(name) || !/INT$|INTEGER$/.test(sqlType)) return false;
  const sql = `SELECT count(*), count(${id}), count(DISTINCT ${id}), min(${id} - file_row_number), max(${id} - file_row_number)
    FROM read_parquet(${sqlPath(path)}, file_row_number = true)`;
  const [rows, filled, distinct, least, most] = ((await readRows(connection, path, sql))[0] ?? []).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (rows < 2 || filled !== rows) return false;
  return (least === most && (least === 0 || least === 1)) || (name === 'Unnamed: 0' && distinct === rows);
}

/** @throws DriftDataError naming the file */
export async function readRows(connection: DuckDBConnection, path: string, sql: string): Promise<readonly unknown[][]> {
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } catch (cause) {
    throw readingError({ paths: [path], format: 'parquet', copied: [] }, cause);
  }
}
