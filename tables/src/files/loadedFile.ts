import type { DuckDBConnection } from '@duckdb/node-api';
import { errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';
import { csvColumnsOf, csvSql } from './csvSql.ts';
import { databaseProblem } from './databaseProblem.ts';
import { type DataFormat, dataFormat, fileHeader, requireWholeGzip } from './dataFile.ts';
import { sqlName, sqlPath } from './sqlText.ts';

/** A column of a loaded file: its name there, its name in the temporary table `data`, and its SQL type or `UNTYPED`. */
export interface LoadedColumn {
  readonly name: string;
  readonly id: string;
  readonly sqlType: string;
  /** Whether a text of the column may hold an underscore; absent when nobody has looked. */
  readonly hasUnderscore?: boolean;
  /** Whether the first value is a text that is neither a number nor missing; absent when that is not known. */
  readonly beginsWithText?: boolean;
}

/** A file that lies in the temporary table `data` of a connection, rows in the order of the file. */
export interface LoadedFile {
  readonly path: string;
  readonly rows: number;
  readonly columns: readonly LoadedColumn[];
}

export interface DuckDbSession {
  readonly connection: DuckDBConnection;
  /** Another connection to the same database: each can stream one result at a time. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/** What a database may take; without limits it takes every core and most of the memory. */
export interface DuckDbLimits {
  readonly threads?: number;
  readonly memoryBytes?: number;
}

/** A database in memory that fetches nothing from elsewhere. The library is large, so it is loaded on first use. */
export async function openDuckDb({ threads, memoryBytes }: DuckDbLimits = {}): Promise<DuckDbSession> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(threads === undefined ? {} : { threads: `${threads}` }),
    ...(memoryBytes === undefined ? {} : { memory_limit: `${Math.ceil(memoryBytes / 2 ** 20)}MiB` }),
  });
  const connection = await instance.connect();
  const others: DuckDBConnection[] = [];
  return {
    connection,
    connect: async () => {
      const other = await instance.connect();
      others.push(other);
      return other;
    },
    close: () => {
      for (const each of [connection, ...others]) each.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Loads a CSV or Parquet file. CSV comes as text, field by field: nothing is guessed, so nothing is lost.
 *
 * @throws DriftDataError when the file is none, has no rows, a name twice, or lines that do not fit its header
 */
export async function loadFile(connection: DuckDBConnection, path: string): Promise<LoadedFile> {
  const format = await dataFormat(path);
  const columns = format === 'parquet' ? await parquetColumns(connection, path) : await csvColumns(connection, path, format);
  const rows = Number((await connection.runAndReadAll('SELECT count(*) FROM data')).getRows()[0]?.[0] ?? 0);
  if (rows === 0) throw new DriftDataError(`${path} has a header and no rows`);
  return { path, rows, columns };
}

async function csvColumns(connection: DuckDBConnection, path: string, format: DataFormat): Promise<LoadedColumn[]> {
  if (format === 'gzip') await requireWholeGzip(path);
  const { names, delimiter } = await fileHeader(path, format);
  requireUniqueNames(path, names);
  const columns = csvColumnsOf(names);
  const source = csvSql([path], { delimiter, columns: columns.length, format });
  await run(connection, path, `CREATE TEMP TABLE data AS SELECT * FROM ${source}`);
  return columns;
}

async function parquetColumns(connection: DuckDBConnection, path: string): Promise<LoadedColumn[]> {
  await run(connection, path, `CREATE TEMP TABLE data AS SELECT * FROM read_parquet(${sqlPath(path)})`);
  const described = await connection.runAndReadAll('DESCRIBE data');
  return described.getRows().map(([name, sqlType]) => ({ name: String(name), id: sqlName(String(name)), sqlType: String(sqlType) }));
}

async function run(connection: DuckDBConnection, path: string, sql: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (cause) {
    throw new DriftDataError(`${path} cannot be read: ${databaseProblem(errorText(cause))}`, { cause });
  }
}

/** @throws DriftDataError for a name that comes twice */
export function requireUniqueNames(path: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DriftDataError(`${path} needs column names that differ, got ${JSON.stringify(twice)} twice`);
}
