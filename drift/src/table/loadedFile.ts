import type { DuckDBConnection } from '@duckdb/node-api';
import { DriftDataError } from '../errors.ts';
import { errorText } from '../errorText.ts';
import { type DataFormat, dataFormat, fileHeader, requireWholeGzip } from './dataFile.ts';
import { missingTokens } from './missingTokens.ts';
import { sqlLiteral, sqlName, sqlPath } from './sqlText.ts';

/** The type of a CSV field: text that may be anything, unlike a VARCHAR of a Parquet file. */
export const UNTYPED = 'untyped';

/** A column of a loaded file: its name there, its name in the temporary table `data`, and its SQL type or `UNTYPED`. */
export interface LoadedColumn {
  readonly name: string;
  readonly id: string;
  readonly sqlType: string;
}

/** A file that lies in the temporary table `data` of a connection, rows in the order of the file. */
export interface LoadedFile {
  readonly path: string;
  readonly rows: number;
  readonly columns: readonly LoadedColumn[];
}

export interface DuckDbSession {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** A database in memory that fetches nothing from elsewhere. The library is large, so it is loaded on first use. */
export async function openDuckDb(): Promise<DuckDbSession> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
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
  const columns = names.map((name, index) => ({ name, id: `c${index}`, sqlType: UNTYPED }));
  const options = [
    'auto_detect = false, header = true, allow_quoted_nulls = false',
    `quote = '"', escape = '"', delim = ${sqlLiteral(delimiter)}`,
    `nullstr = [${missingTokens.map(sqlLiteral).join(', ')}]`,
    `columns = {${columns.map(({ id }) => `'${id}': 'VARCHAR'`).join(', ')}}`,
    `compression = '${format === 'gzip' ? 'gzip' : 'none'}'`,
  ];
  await run(connection, path, `CREATE TEMP TABLE data AS SELECT * FROM read_csv(${sqlPath(path)}, ${options.join(', ')})`);
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
    const said = errorText(cause);
    throw new DriftDataError(`${path} cannot be read: ${shortened(said)}`, { cause });
  }
}

/** What was wrong and where; the database goes on with advice about its own options. */
function shortened(message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const advice = lines.findIndex((line) => line.startsWith('Possible'));
  return lines.slice(0, advice < 0 ? 3 : advice).join('; ');
}

function requireUniqueNames(path: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DriftDataError(`${path} needs column names that differ, got ${JSON.stringify(twice)} twice`);
}
