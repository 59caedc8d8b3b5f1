import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DriftDataError } from '../errors.ts';
import type { NotationOptions } from '../values/findNotation.ts';
import type { FileColumn } from './cellValue.ts';
import { type DataFormat, dataFormat } from './dataFile.ts';
import { sqlPath } from './sqlText.ts';
import { csvSql, type ReadableText, readableText } from './text/csvSource.ts';
import type { TextCopies } from './text/textCopies.ts';

/** How files are read, where that is not found out from their bytes. */
export interface ReadFileOptions extends NotationOptions {
  /** Encoding of text files without a byte order mark, such as windows-1252; found out when absent. */
  readonly encoding?: string | undefined;
  /** Whether the first record holds the names of the columns; found out when absent. */
  readonly header?: boolean | undefined;
}

/** What opening files needs beside their paths. */
export interface DataSourceOptions extends ReadFileOptions {
  /** Holds copies of text files that the database cannot read as they are. */
  readonly copies: TextCopies;
  /** Files that it is known not to read as they are. */
  readonly copied?: readonly string[];
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
  /** Bytes that the database reads. */
  readonly bytes: number;
  /** Those of the files that are read from a copy. */
  readonly copied: readonly string[];
  /** What was assumed of the files, one sentence each, for the user. */
  readonly notes: readonly string[];
  /** What the user says of how numbers are written; the rest is found by the values. */
  readonly notation?: NotationOptions;
}

/** Names of the columns of the data; those left out, such as row numbers, are read only when they are named. */
export function dataColumns({ columns }: Pick<DataSource, 'columns'>): string[] {
  return columns.filter(({ leftOut }) => leftOut === undefined).map(({ name }) => name);
}

/** What a user reads of the columns that are left out unless they are among those that are read. */
export function leftOutNotes({ paths, columns }: Pick<DataSource, 'paths' | 'columns'>, read: readonly string[]): string[] {
  return columns.flatMap(({ name, leftOut }) =>
    leftOut === undefined || read.includes(name)
      ? []
      : [`${paths[0]}: column ${JSON.stringify(name)} is left out unless it is named (${leftOut})`],
  );
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
  options: DataSourceOptions,
): Promise<DataSource> {
  const formats = await Promise.all(paths.map(dataFormat));
  const [format = 'csv'] = formats;
  const other = formats.findIndex((candidate) => (candidate === 'parquet') !== (format === 'parquet'));
  if (other > 0) throw new DriftDataError(`${paths[other]}: expected the format of ${paths[0]}, ${format}, got ${formats[other]}`);
  const source = await (format === 'parquet' ? parquetSource(await connect(), paths) : textSource(paths, formats, options));
  return { ...source, notation: { decimal: options.decimal, thousands: options.thousands } };
}

/**
 * Reads files. Where the database cannot read a text file as it is, once more from a copy, which shows what is wrong with the file or has it
 * in the form that the database reads.
 *
 * @param copy opens the files again, those given from a copy
 */
export async function readOrCopy<Result>(
  source: DataSource,
  copy: (copied: readonly string[]) => Promise<DataSource>,
  read: (source: DataSource) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(source);
  } catch (cause) {
    const malformed = cause instanceof DriftDataError ? cause.malformed : [];
    const others = malformed.filter((path) => source.paths.includes(path) && !source.copied.includes(path));
    if (others.length === 0) throw cause;
    return readOrCopy(await copy([...source.copied, ...others]), copy, read);
  }
}

async function textSource(
  paths: readonly string[],
  formats: readonly DataFormat[],
  { encoding, header, copies, copied = [] }: DataSourceOptions,
): Promise<DataSource> {
  const files: ReadableText[] = [];
  for (const [index, path] of paths.entries())
    files.push(await readableText(path, formats[index] === 'gzip', { encoding, header, copies, copied }));
  const columns = commonColumns(files);
  return {
    paths,
    format: files.some(({ isGzip }) => isGzip) ? 'gzip' : 'csv',
    sql: textSql(files, columns),
    columns,
    rows: undefined,
    bytes: (await Promise.all(files.map(readBytes))).reduce((sum, size) => sum + size, 0),
    copied: files.filter(({ isCopy }) => isCopy).map(({ path }) => path),
    notes: [...new Set(files.flatMap(({ notes }) => notes))],
  };
}

async function readBytes({ path, isCopy, bytes }: ReadableText): Promise<number> {
  return isCopy ? bytes : (await stat(path)).size;
}

/** SQL of text files; those in another form or order than the first are read one by one. */
function textSql(files: readonly ReadableText[], columns: readonly FileColumn[]): string {
  const form = ({ dialect, isGzip, columns: all }: ReadableText) =>
    JSON.stringify([dialect.delimiter, dialect.lineEnd, dialect.skip, dialect.hasHeader, isGzip, all.map(({ name }) => name)]);
  return new Set(files.map(form)).size === 1 ? csvSql(files) : unionSql(files, columns, (index) => csvSql([files[index] as ReadableText]));
}

/**
 * Columns of the first of several files, with what is known of all of them. One that is left out may be missing in others; it stays left out
 * where every file says so.
 */
function commonColumns([first, ...others]: readonly Described[]): FileColumn[] {
  for (const other of others) requireSameColumns(first as Described, other);
  return (first?.columns ?? []).flatMap(({ leftOut, hasUnderscore, isPlainlySpelled, isOfWords, ...column }) => {
    const same = others.map(({ columns }) => columns.find(({ name }) => name === column.name));
    if (same.includes(undefined)) return [];
    const underscores = [hasUnderscore, ...same.map((other) => other?.hasUnderscore)];
    const isLeftOut = leftOut !== undefined && same.every((other) => other?.leftOut !== undefined);
    return {
      ...column,
      ...(underscores.includes(undefined) ? {} : { hasUnderscore: underscores.includes(true) }),
      ...(isOfWords === true && same.every((other) => other?.isOfWords === true) ? { isOfWords } : {}),
      ...(isPlainlySpelled === true && same.every((other) => other?.isPlainlySpelled === true) ? { isPlainlySpelled } : {}),
      ...(isLeftOut ? { leftOut } : {}),
    };
  });
}

interface Described {
  readonly path: string;
  readonly columns: readonly FileColumn[];
}

function requireSameColumns(first: Described, { path, columns }: Described): void {
  const names = columns.map(({ name }) => name);
  const missing = dataColumns(first).find((name) => !names.includes(name));
  if (missing !== undefined)
    throw new DriftDataError(`${path}: expected the columns of ${first.path}, but ${JSON.stringify(missing)} is missing`);
  const known = first.columns.map(({ name }) => name);
  const extra = dataColumns({ columns }).find((name) => !known.includes(name));
  if (extra !== undefined) throw new DriftDataError(`${path}: expected the columns of ${first.path}, got also ${JSON.stringify(extra)}`);
}

/** Reads the columns of the first of several files, by their names, from each of them. */
function unionSql(files: readonly Described[], columns: readonly FileColumn[], sqlOf: (file: number) => string): string {
  const selects = files.map((file, index) => {
    const ids = columns.map(({ name, id }) => `${file.columns.find((column) => column.name === name)?.id} AS ${id}`);
    return `(SELECT ${ids.join(', ')} FROM ${sqlOf(index)})`;
  });
  return `(${selects.join(' UNION ALL ')})`;
}

async function parquetSource(connection: DuckDBConnection, paths: readonly string[]): Promise<DataSource> {
  const { parquetColumns, readRows } = await import('./parquetColumns.ts');
  const files: Described[] = [];
  for (const path of paths) files.push({ path, columns: await parquetColumns(connection, path) });
  const columns = commonColumns(files);
  const form = ({ columns: all }: Described) => JSON.stringify(all.map(({ name, id, sqlType }) => [name, id, sqlType]));
  const isAlike = new Set(files.map(form)).size === 1;
  const read = (some: readonly string[]) => `read_parquet([${some.map(sqlPath).join(', ')}])`;
  const sql = isAlike ? read(paths) : unionSql(files, columns, (index) => read([paths[index] as string]));
  const rows = Number((await readRows(connection, paths[0] as string, `SELECT count(*) FROM ${sql}`))[0]?.[0]);
  if (rows === 0) throw new DriftDataError(`${paths[0]} has a header and no rows`);
  const bytes = (await Promise.all(paths.map(async (path) => (await stat(path)).size))).reduce((sum, size) => sum + size, 0);
  return { paths, format: 'parquet', sql, columns, rows, bytes, copied: [], notes: [] };
}
