import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';
import { missingTokens } from '../values/missing.ts';
import { type FileColumn, UNTYPED } from './cellValue.ts';
import type { CsvHeader } from './csvHeader.ts';
import { databaseProblem } from './databaseProblem.ts';
import { type DataFormat, dataFormat, fileHeader, firstLines, requireWholeGzip } from './dataFile.ts';
import { fieldsOfText } from './fieldsOfText.ts';
import { hasUnderscore } from './hasUnderscore.ts';
import { sqlLiteral, sqlName, sqlPath } from './sqlText.ts';
import { unsplitHeader } from './unsplitHeader.ts';

/** How files are read, where that is not found out from their bytes. */
export interface ReadFileOptions {
  /** Encoding of text files without a byte order mark, such as windows-1252; found out when absent. */
  readonly encoding?: string | undefined;
  /** Whether the first record holds the names of the columns; found out when absent. */
  readonly header?: boolean | undefined;
}

/** One or more files with the same columns, read as one. Plain data: every thread opens them for itself. */
export interface DataSource {
  readonly paths: readonly string[];
  readonly format: DataFormat;
  /** SQL of the rows: what follows FROM. */
  readonly sql: string;
  readonly columns: readonly FileColumn[];
  /** Rows, where the files say so themselves. */
  readonly rows: number | undefined;
  readonly bytes: number;
  /** What was assumed or left out, one sentence each, for the user. */
  readonly notes: readonly string[];
}

/** Names of the columns of the data; those left out, such as row numbers, are read only when they are named. */
export function dataColumns({ columns }: Pick<DataSource, 'columns'>): string[] {
  return columns.filter(({ leftOut }) => leftOut === undefined).map(({ name }) => name);
}

/**
 * Looks at files, without reading them: what they are and which columns they have.
 *
 * @param connect gives a database, for Parquet
 * @param paths at least one
 * @throws DriftDataError when one is missing, no CSV or Parquet file, or has other columns than the first
 */
export async function dataSource(
  connect: () => Promise<DuckDBConnection>,
  paths: readonly string[],
  _options: ReadFileOptions = {},
): Promise<DataSource> {
  const formats = await Promise.all(paths.map(dataFormat));
  const [format = 'csv'] = formats;
  const other = formats.findIndex((candidate) => candidate !== format);
  if (other > 0) throw new DriftDataError(`${paths[other]}: expected the format of ${paths[0]}, ${format}, got ${formats[other]}`);
  const bytes = (await Promise.all(paths.map(async (path) => (await stat(path)).size))).reduce((sum, size) => sum + size, 0);
  const parts = { paths, format, bytes };
  return format === 'parquet' ? parquetSource(await connect(), parts) : csvSource(parts);
}

type Parts = Pick<DataSource, 'paths' | 'format' | 'bytes'>;

async function csvSource({ paths, format, bytes }: Parts): Promise<DataSource> {
  if (format === 'gzip') for (const path of paths) await requireWholeGzip(path);
  const headers = await Promise.all(paths.map((path) => fileHeader(path, format)));
  const [{ names, delimiter }] = headers as [(typeof headers)[number]];
  requireUniqueNames(paths[0] as string, names);
  if (names.length === 1 && format === 'csv') await requireSplit(paths[0] as string);
  for (const [index, header] of headers.entries()) {
    requireSameColumns([paths[0] as string, paths[index] as string], names, header.names);
    if (header.delimiter !== delimiter)
      throw new DriftDataError(
        `${paths[index]}: expected fields separated as in ${paths[0]}, got ${JSON.stringify(header.delimiter)} between them`,
      );
  }
  const sql = csvSql(paths, { delimiter, columns: names.length, format });
  const columns = format === 'gzip' ? csvColumns(names) : await examineColumns(paths, { names, delimiter });
  return { paths, format, sql, columns, rows: undefined, bytes, notes: [] };
}

/** SQL that reads CSV files with the same header. Fields come as text: nothing is guessed, so nothing is lost. */
function csvSql(
  paths: readonly string[],
  { delimiter, columns, format }: { delimiter: string; columns: number; format: DataFormat },
): string {
  const options = [
    'auto_detect = false, header = true, allow_quoted_nulls = false',
    `quote = '"', escape = '"', delim = ${sqlLiteral(delimiter)}`,
    `nullstr = [${missingTokens.map(sqlLiteral).join(', ')}]`,
    `columns = {${Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ')}}`,
    `compression = '${format === 'gzip' ? 'gzip' : 'none'}'`,
  ];
  return `read_csv([${paths.map(sqlPath).join(', ')}], ${options.join(', ')})`;
}

/** Columns of a CSV file: their names in SQL go by their places. */
function csvColumns(names: readonly string[]): FileColumn[] {
  return names.map((name, index) => ({ name, id: `c${index}`, sqlType: UNTYPED }));
}

/** Columns with what the text itself shows, which takes less time than the casts of the database that it saves. */
async function examineColumns(paths: readonly string[], { names, delimiter }: CsvHeader): Promise<FileColumn[]> {
  const underscores = (await Promise.all(paths.map(hasUnderscore))).includes(true);
  const beginning = fieldsOfText(await firstLines(paths[0] as string), { delimiter, fields: names.length });
  return csvColumns(names).map((column, index) => ({
    ...column,
    hasUnderscore: underscores,
    beginsWithText: beginning[index] === true,
  }));
}

function requireUniqueNames(path: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DriftDataError(`${path}: expected different column names, got ${JSON.stringify(twice)} twice`);
}

async function requireSplit(path: string): Promise<void> {
  const [header = '', line = ''] = await firstLines(path);
  const found = unsplitHeader(header, line);
  if (found === undefined) return;
  throw new DriftDataError(
    `${path}: expected fields separated by comma, semicolon, tab or |, got one column ${JSON.stringify(header.slice(0, 80))} that looks separated by ${JSON.stringify(found)}`,
  );
}

async function parquetSource(connection: DuckDBConnection, { paths, format, bytes }: Parts): Promise<DataSource> {
  const columns: Awaited<ReturnType<typeof parquetColumns>>[] = [];
  for (const path of paths) columns.push(await parquetColumns(connection, path));
  const [first = []] = columns;
  const names = first.map(({ name }) => name);
  for (const [index, others] of columns.entries()) {
    requireSameColumns(
      [paths[0] as string, paths[index] as string],
      names,
      others.map(({ name }) => name),
    );
  }
  const sql = `read_parquet([${paths.map(sqlPath).join(', ')}])`;
  const rows = Number((await readRows(connection, paths, `SELECT count(*) FROM ${sql}`))[0]?.[0]);
  if (rows === 0) throw new DriftDataError(`${paths[0]} has a header and no rows`);
  return { paths, format, sql, columns: first, rows, bytes, notes: [] };
}

async function parquetColumns(connection: DuckDBConnection, path: string): Promise<FileColumn[]> {
  const described = await readRows(connection, [path], `DESCRIBE SELECT * FROM read_parquet(${sqlPath(path)})`);
  return described.map(([name, sqlType]) => ({ name: String(name), id: sqlName(String(name)), sqlType: String(sqlType) }));
}

async function readRows(connection: DuckDBConnection, [path]: readonly string[], sql: string): Promise<readonly unknown[][]> {
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } catch (cause) {
    throw new DriftDataError(`${path} cannot be read: ${databaseProblem(errorText(cause))}`, { cause });
  }
}

function requireSameColumns([first, path]: [string, string], expected: readonly string[], got: readonly string[]): void {
  const missing = expected.find((name) => !got.includes(name));
  if (missing !== undefined)
    throw new DriftDataError(`${path}: expected the columns of ${first}, but ${JSON.stringify(missing)} is missing`);
  const extra = got.find((name, index) => name !== expected[index]);
  if (extra !== undefined) {
    throw new DriftDataError(`${path}: expected the columns of ${first} in that order, got ${JSON.stringify(extra)} out of place`);
  }
}
