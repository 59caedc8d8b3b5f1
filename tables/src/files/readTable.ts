import { errorText, ownValue } from '@modelmonitor/api/plain';
import { randomFromSeed } from '@modelmonitor/stats';
import { columnType } from '../columns/columnSides.ts';
import { type ReusableBuffers, reusableBuffers } from '../columns/numberBuffers.ts';
import type { OddCells } from '../columns/prepareColumn.ts';
import { DriftDataError } from '../errors.ts';
import type { ReadType } from '../readType.ts';
import type { Column, Table } from '../table.ts';
import { isMissingMarker } from '../values/missing.ts';
import { isPlain, type NumberNotation } from '../values/notation.ts';
import { categoryOf, categorySql, type FileColumn } from './cellValue.ts';
import { findOddCells, isOneOfNumbers, numberNotes } from './columnNumbers.ts';
import { filesHash } from './dataFile.ts';
import { dataColumns, dataSource, leftOutNotes, type ReadFileOptions, readOrCopy } from './dataSource.ts';
import { type DuckDbSession, openDuckDb } from './duckDb.ts';
import { type ReadTypes, type ScannedColumns, scanColumns } from './fileColumns.ts';
import { type FileQuery, rowsOf, streamTexts } from './fileQueries.ts';
import { numbersOf } from './prepareColumns.ts';
import { sampledRows } from './sampledRows.ts';
import { textCopies } from './text/textCopies.ts';

/** Numbers in memory beside the rows that are taken, so that a sample of a large file stays small. */
const VALUES_AT_ONCE = 4_000_000;

export interface ReadTableOptions extends ReadFileOptions {
  /** Columns to read, in this order, as far as the file has them; when absent all of the file but those left out, such as row numbers. */
  readonly columns?: readonly string[];
  /** How columns are read, by name; the others as `inferTypes` says. Pass a reference's `types` when reading what is compared with it. */
  readonly types?: ReadTypes;
  /** What becomes of a column that has to be numeric and is not: an error when absent, or its text. */
  readonly unreadable?: 'text' | undefined;
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
  readonly types: ReadTypes;
  /** Cells that are not of the type of their column, by column. */
  readonly odd: ReadonlyMap<string, number>;
  /** How numbers are written in columns that are not in the notation of programs. */
  readonly notations: ReadonlyMap<string, NumberNotation>;
  /** Why columns are taken as text that may be something else, by column. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Columns that are read only when they are named, such as row numbers. */
  readonly leftOut: readonly string[];
  /** Those of them that are empty and without a name. */
  readonly empty: readonly string[];
  /** What was assumed or left out, one sentence each, for the user. */
  readonly notes: readonly string[];
}

/**
 * Reads columns of a CSV (also gzipped) or Parquet file.
 *
 * A missing number is NaN, a missing category null; inf, Infinity and -inf are infinities. Text in a column that has to be numeric is an
 * error, never a missing value.
 *
 * @throws DriftDataError naming the file and what is wrong in it
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<ReadTableResult> {
  return withFile(path, options, async (query, rowsInFile) => {
    const known = query.source.columns.map(({ name }) => name);
    const names = (options.columns ?? dataColumns(query.source)).filter((name) => known.includes(name));
    const rows = sampledRows(rowsInFile, options.maxRows ?? rowsInFile, randomFromSeed(options.seed ?? 0));
    const buffers = reusableBuffers();
    const size = Math.max(1, Math.floor(VALUES_AT_ONCE / rowsInFile));
    const parts: TypedColumns[] = [];
    const reading = { types: options.types ?? {}, unreadable: options.unreadable, rows, buffers };
    for (let start = 0; start < names.length; start += size)
      parts.push(await readColumns(query, { names: names.slice(start, start + size), ...reading }));
    return {
      rows: rows.length,
      columns: parts.flatMap(({ columns }) => columns),
      rowsInFile,
      hash: await filesHash([path]),
      types: Object.fromEntries(parts.flatMap(({ types }) => Object.entries(types))),
      odd: new Map(parts.flatMap(({ odd }) => [...odd])),
      notations: new Map(parts.flatMap(({ notations }) => [...notations])),
      reasons: new Map(parts.flatMap(({ reasons }) => [...reasons])),
      leftOut: query.source.columns.filter(({ leftOut }) => leftOut !== undefined).map(({ name }) => name),
      empty: query.source.columns.filter(({ leftOut }) => leftOut?.startsWith('empty') === true).map(({ name }) => name),
      notes: [
        ...query.source.notes,
        ...(options.columns === undefined ? leftOutNotes(query.source, []) : []),
        ...parts.flatMap(({ notes }) => notes),
      ],
    };
  });
}

/**
 * Types of a file's columns, by name: real numbers are numeric; whole numbers are categories when they take at most ten values, else
 * numeric; truth values and text are categories.
 *
 * @param path a CSV (also gzipped) or Parquet file
 * @param options its `columns` are those that are looked at even if they are left out otherwise, such as row numbers
 * @throws DriftDataError when the file cannot be read
 */
export async function inferTypes(
  path: string,
  options: ReadFileOptions & Pick<ReadTableOptions, 'columns'> = {},
): Promise<Record<string, ReadType>> {
  return withFile(path, options, async (query) => {
    const isNamed = (name: string) => options.columns?.includes(name) === true;
    const names = query.source.columns.filter(({ name, leftOut }) => leftOut === undefined || isNamed(name)).map(({ name }) => name);
    const { looks } = await scanColumns(query, { names });
    return Object.fromEntries([...looks].map(([name, { type }]) => [name, type]));
  });
}

/** Names of all columns of a file, those left out included; reads no rows. */
export async function columnsOfFile(path: string, options: ReadFileOptions = {}): Promise<string[]> {
  let session: DuckDbSession | undefined;
  const copies = textCopies();
  const connect = async () => {
    session ??= await openDuckDb({ threads: 1 });
    return session.connection;
  };
  try {
    return (await dataSource(connect, [path], { ...options, copies })).columns.map(({ name }) => name);
  } finally {
    session?.close();
    await copies.close();
  }
}

/** Loads a file into the database, where it is read more than once, and reads from it. */
async function withFile<Result>(
  path: string,
  options: ReadFileOptions,
  read: (query: FileQuery, rows: number) => Promise<Result>,
): Promise<Result> {
  const { connection, close } = await openDuckDb();
  const copies = textCopies();
  const openFile = (copied: readonly string[]) => dataSource(() => Promise.resolve(connection), [path], { ...options, copies, copied });
  try {
    return await readOrCopy(await openFile([]), openFile, async (source) => {
      await rowsOf({ connection, source }, `CREATE OR REPLACE TEMP TABLE data AS SELECT * FROM ${source.sql}`);
      const loaded = { connection, source: { ...source, sql: 'data' } };
      const rows = Number((await rowsOf(loaded, 'SELECT count(*) FROM data'))[0]?.[0]);
      if (rows === 0) throw new DriftDataError(`${path} has a header and no rows`);
      return read({ connection, source: { ...loaded.source, rows } }, rows);
    });
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${path} cannot be read: ${errorText(cause)}`, { cause });
  } finally {
    close();
    await copies.close();
  }
}

interface TypedColumns extends Pick<ReadTableResult, 'types' | 'odd' | 'reasons' | 'notations'> {
  readonly columns: readonly Column[];
  readonly notes: readonly string[];
}

interface Reading {
  readonly names: readonly string[];
  readonly types: ReadTypes;
  /** Row numbers to take, ascending. */
  readonly rows: Int32Array;
  readonly buffers: ReusableBuffers;
  readonly unreadable: ReadTableOptions['unreadable'];
}

async function readColumns(query: FileQuery, { rows, ...requested }: Reading): Promise<TypedColumns> {
  requested.buffers.giveAllBack();
  const scanned = await scanColumns(query, requested);
  const isUnknown = (column: FileColumn) =>
    scanned.readings.get(column)?.reason !== undefined && ownValue(requested.types, column.name) === undefined;
  const typeOf = (column: FileColumn): ReadType =>
    isUnknown(column) ? 'categorical' : columnType({ reference: scanned.looks.get(column.name) });
  const numeric = scanned.columns.filter((column) => typeOf(column) === 'numeric');
  const categorical = scanned.columns.filter((column) => typeOf(column) !== 'numeric');
  const needed = new Map((await numbersOf(scanned, numeric)).map((found) => [found.column, found]));
  const reasons = new Map(scanned.columns.filter(isUnknown).map((column) => [column.name, scanned.readings.get(column)?.reason ?? '']));
  const notes = [...reasons].map(([name, reason]) => `${JSON.stringify(name)}: ${reason}`);
  const oddCells = new Map<string, number>();
  for (const { column, numbers, reason } of needed.values()) {
    if (reason !== undefined && requested.unreadable === 'text') continue;
    const odd = await findOddCells(query, numbers);
    if (reason !== undefined) throw notNumeric(query, column, { odd, reason, isUnclear: scanned.readings.get(column)?.reason === reason });
    if (odd !== undefined) oddCells.set(column.name, odd.count);
    notes.push(...numberNotes(numbers, odd).map((note) => `${JSON.stringify(column.name)}: ${note}`));
  }
  for (const column of categorical.filter((each) => typeOf(each) === 'integer')) {
    const numbers = scanned.numbers.get(column);
    if (numbers === undefined || !isOneOfNumbers(numbers)) continue;
    const odd = await findOddCells(query, numbers);
    if (odd !== undefined) oddCells.set(column.name, odd.count);
    notes.push(...numberNotes(numbers, odd).map((note) => `${JSON.stringify(column.name)}: ${note}`));
  }
  const asText = [...categorical, ...numeric.filter((column) => needed.get(column)?.reason !== undefined)];
  const texts = await streamTexts(query, asText.map(categorySql), rows);
  const columns = scanned.columns.map((column): Column => {
    const { name } = column;
    const found = needed.get(column);
    const values = found?.reason === undefined ? found?.numbers.values : undefined;
    if (values !== undefined) return { name, type: 'numeric', values: Float64Array.from(rows, (row) => values[row] as number) };
    const written = texts[asText.indexOf(column)] ?? [];
    return {
      name,
      type: 'categorical',
      values: typeOf(column) === 'integer' ? wholeNumbers(written, scanned, column) : written,
    };
  });
  const types = Object.fromEntries(scanned.columns.map((column) => [column.name, typeOf(column)]));
  const notations = new Map([...needed.values()].map(({ column, numbers }) => [column.name, numbers.notation]));
  return { columns, types, odd: oddCells, reasons, notes, notations: new Map([...notations].filter(([, one]) => !isPlain(one))) };
}

/** Texts as whole numbers; without those that are neither numbers nor categories. */
function wholeNumbers(texts: readonly (string | null)[], { readings, numbers }: ScannedColumns, column: FileColumn): (string | null)[] {
  const notation = readings.get(column)?.notation;
  const read = numbers.get(column);
  const odd = read !== undefined && isOneOfNumbers(read) ? read.odd : undefined;
  const isLeftOut = (text: string) => odd?.has(text) === true || (notation !== undefined && isMissingMarker(text));
  return texts.map((text) => (text === null || isLeftOut(text) ? null : categoryOf(text, 'integer', notation)));
}

function notNumeric(
  { source }: FileQuery,
  { name }: FileColumn,
  { odd, reason, isUnclear }: { odd: OddCells | undefined; reason: string; isUnclear: boolean },
): DriftDataError {
  const [first] = isUnclear ? [] : (odd?.examples ?? []);
  const got = first === undefined ? `: ${reason}` : `, got ${JSON.stringify(first.text)} in row ${first.row} of the data`;
  return new DriftDataError(`${source.paths.join(', ')}: expected numbers in column ${JSON.stringify(name)}${got}`);
}
