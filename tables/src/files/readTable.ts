import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { errorText } from '@modelmonitor/api/plain';
import { randomFromSeed } from '@modelmonitor/stats';
import { DriftDataError } from '../errors.ts';
import type { ReadType } from '../readType.ts';
import type { Column, Table } from '../table.ts';
import { wholeNumberText } from '../wholeNumberText.ts';
import { notNumberSql, numberSql, textSql } from './columnSql.ts';
import { columnTypes } from './columnTypes.ts';
import { fileHash } from './dataFile.ts';
import { inBatches } from './inBatches.ts';
import { type LoadedColumn, type LoadedFile, loadFile, openDuckDb } from './loadedFile.ts';
import { sampledRows } from './sampledRows.ts';

export interface ReadTableOptions {
  /** Columns to read, in this order, as far as the file has them; all of the file when absent. */
  readonly columns?: readonly string[];
  /** How columns are read, by name; the others as `inferTypes` says. Pass a reference's `types` when reading what is compared with it. */
  readonly types?: Readonly<Record<string, ReadType>>;
  /** Rows to take at most; of more, a seeded sample in the order of the file. */
  readonly maxRows?: number;
  /** Seed of the sample; 0 when absent. */
  readonly seed?: number;
}

/** A table and where it came from. */
export interface ReadTableResult extends Table {
  readonly rowsInFile: number;
  /** SHA-256 of the file's bytes, in hexadecimal digits. */
  readonly hash: string;
  /** How each column was read. */
  readonly types: Readonly<Record<string, ReadType>>;
}

/**
 * Reads columns of a CSV (also gzipped) or Parquet file.
 *
 * A missing number is NaN, a missing category null; inf, Infinity and -inf are infinities. Text where a number has to be is an error, never
 * a missing value.
 *
 * @throws DriftDataError naming the file and what is wrong in it
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<ReadTableResult> {
  const { connection, close } = await openDuckDb();
  try {
    return await tableOf(connection, path, options);
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${path} cannot be read: ${errorText(cause)}`, { cause });
  } finally {
    close();
  }
}

async function tableOf(connection: DuckDBConnection, path: string, options: ReadTableOptions): Promise<ReadTableResult> {
  const file = await loadFile(connection, path);
  const columns = wantedColumns(file, options.columns);
  const types = await typesOf(connection, file, { columns, forced: options.types ?? {} });
  await requireNumbers(
    connection,
    file,
    columns.filter(({ name }) => types[name] === 'numeric'),
  );
  const rows = sampledRows(file.rows, options.maxRows ?? file.rows, randomFromSeed(options.seed ?? 0));
  const values = await columnsOf(connection, { columns, types, rows });
  return { rows: rows.length, columns: values, rowsInFile: file.rows, hash: await fileHash(path), types };
}

function wantedColumns({ columns }: LoadedFile, names: readonly string[] | undefined): LoadedColumn[] {
  if (names === undefined) return [...columns];
  return names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

async function typesOf(
  connection: DuckDBConnection,
  file: LoadedFile,
  { columns, forced }: { columns: readonly LoadedColumn[]; forced: Readonly<Record<string, ReadType>> },
): Promise<Record<string, ReadType>> {
  const open = columns.filter(({ name }) => !Object.hasOwn(forced, name));
  const inferred = await columnTypes(connection, file, open);
  return Object.fromEntries(columns.map(({ name }) => [name, inferred[name] ?? forced[name] ?? 'categorical']));
}

async function requireNumbers(connection: DuckDBConnection, { path }: LoadedFile, columns: readonly LoadedColumn[]): Promise<void> {
  let bad: LoadedColumn | undefined;
  for (const some of inBatches(columns)) {
    const counts = some.map((column) => `count(*) FILTER (${notNumberSql(column)})`);
    const found = (await connection.runAndReadAll(`SELECT ${counts.join(', ')} FROM data`)).getRows()[0] ?? [];
    bad ??= some.find((_, index) => Number(found[index]) > 0);
  }
  if (bad === undefined) return;
  const sql = `SELECT rowid, CAST(${bad.id} AS VARCHAR) FROM data WHERE ${notNumberSql(bad)} ORDER BY rowid LIMIT 1`;
  const [row, value] = (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
  throw new DriftDataError(
    `${path} needs numbers in column ${JSON.stringify(bad.name)}, got ${JSON.stringify(value)} in row ${Number(row) + 1} of the data`,
  );
}

interface Reading {
  readonly columns: readonly LoadedColumn[];
  readonly types: Readonly<Record<string, ReadType>>;
  /** Row numbers to take, ascending. */
  readonly rows: Int32Array;
}

async function columnsOf(connection: DuckDBConnection, { columns, types, rows }: Reading): Promise<Column[]> {
  if (columns.length === 0) return [];
  const targets = columns.map(({ name }) => emptyColumn(name, types[name] ?? 'categorical', rows.length));
  const sql = columns.map((column) => (types[column.name] === 'numeric' ? numberSql(column) : textSql(column)));
  const result = await connection.stream(`SELECT ${sql.join(', ')} FROM data`);
  let [firstRow, taken] = [0, 0];
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const from = taken;
    while (taken < rows.length && (rows[taken] as number) < firstRow + chunk.rowCount) taken++;
    for (const [index, target] of targets.entries()) {
      const vector = chunk.getColumnVector(index);
      for (let at = from; at < taken; at++) target.put(at, vector.getItem((rows[at] as number) - firstRow));
    }
    firstRow += chunk.rowCount;
  }
  return targets.map(({ column }) => column);
}

interface FillingColumn {
  readonly column: Column;
  put(row: number, value: DuckDBValue): void;
}

function emptyColumn(name: string, type: ReadType, rows: number): FillingColumn {
  if (type === 'numeric') {
    const values = new Float64Array(rows);
    return { column: { name, type, values }, put: (row, value) => (values[row] = typeof value === 'number' ? value : Number.NaN) };
  }
  const values = new Array<string | null>(rows).fill(null);
  const category = type === 'integer' ? wholeNumberText : (text: string) => text;
  return {
    column: { name, type: 'categorical', values },
    put: (row, value) => {
      values[row] = typeof value === 'string' ? category(value) : null;
    },
  };
}
