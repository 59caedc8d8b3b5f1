import type { DuckDBConnection } from '@duckdb/node-api';
import { missingOverTime } from '../columns/missingOverTime.ts';
import { type NumberBuffers, newBuffers } from '../columns/numberBuffers.ts';
import { type PreparedCategories, type PreparedColumn, preparedNumbers } from '../columns/preparedColumn.ts';
import { DriftDataError } from '../errors.ts';
import type { ReadType } from '../readType.ts';
import { wholeNumberText } from '../wholeNumberText.ts';
import { hasGapsOnly, looksWhole, mayHoldText, numbersSql, textsThatAreNoNumbers } from './columnNumbers.ts';
import { textSql } from './columnSql.ts';
import { UNTYPED } from './csvSql.ts';
import type { DataSource } from './dataSource.ts';
import type { LoadedColumn } from './loadedFile.ts';
import { notANumber } from './notANumber.ts';
import { streamedNumbers } from './streamedNumbers.ts';
import { type TextCounts, textCounts } from './textCounts.ts';

/** A column of a file, ready for tests, and how it was read. */
export interface TypedColumn {
  readonly type: ReadType;
  readonly column: PreparedColumn;
}

const REAL = /^(FLOAT|DOUBLE|DECIMAL.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/;

/** Which columns to read, and as what. */
export interface Wanted {
  readonly names: readonly string[];
  /** How columns are read, by name; the others as `inferTypes` says. */
  readonly types: Readonly<Record<string, ReadType>>;
  /** Gives the memory for numbers. */
  readonly buffers?: NumberBuffers;
}

/** Numbers of the columns that may be numeric: the long part of reading, which does not depend on the other side. */
export type NumbersRead = ReadonlyMap<LoadedColumn, Float64Array>;

/** Reads, in one pass, the numbers of columns that are numeric by what is known of them. */
export async function numbersRead(connection: DuckDBConnection, source: DataSource, wanted: Wanted): Promise<NumbersRead> {
  const tried = wantedColumns(source, wanted).filter((column) => (typeOf(column, wanted) ?? sqlKind(column)) === 'numeric');
  const { buffers = newBuffers } = wanted;
  const numbers = await streamedNumbers(connection, { ...source, buffers }, tried.map(numbersSql));
  return new Map(tried.map((column, index) => [column, numbers[index] as Float64Array]));
}

/**
 * Makes columns ready for tests: numbers are sorted, texts are counted by the database. Types that are not given are those `inferTypes` says.
 *
 * @param read what `numbersRead` gave, perhaps before all types were known; its numbers are used as working memory
 * @returns by name; a name the files do not have is left out
 * @throws DriftDataError when a file cannot be read, or has text in a column that has to be numeric
 */
export async function preparedSide(
  connection: DuckDBConnection,
  source: DataSource,
  { read, ...wanted }: Wanted & { readonly read: NumbersRead },
): Promise<Map<string, TypedColumn>> {
  const columns = wantedColumns(source, wanted);
  const numeric = columns.filter((column) => (typeOf(column, wanted) ?? (read.has(column) ? 'numeric' : 'categorical')) === 'numeric');
  const late = numeric.filter((column) => !read.has(column));
  const { buffers = newBuffers } = wanted;
  const lateNumbers = await streamedNumbers(connection, { ...source, buffers }, late.map(numbersSql));
  const values = new Map(numeric.map((column) => [column, read.get(column) ?? (lateNumbers[late.indexOf(column)] as Float64Array)]));
  const words = await columnsOfText(connection, source, values);
  const found = new Map<string, TypedColumn>();
  for (const [column, numbers] of values) {
    if (!words.has(column)) found.set(column.name, { type: 'numeric', column: preparedNumbers(numbers, buffers) });
    else if (typeOf(column, wanted) === 'numeric') throw await notANumber(connection, source, { column, isMissing: hasGapsOnly(column) });
  }
  const integers = numeric.filter((column) => typeOf(column, wanted) === undefined && looksWhole(found.get(column.name)?.column));
  const counted = columns.filter((column) => !found.has(column.name) || integers.includes(column));
  const uncounted = counted.filter((column) => words.get(column) === undefined);
  const texts = await textCounts(connection, source, uncounted);
  for (const column of counted) {
    const counts = words.get(column) ?? (texts[uncounted.indexOf(column)] as TextCounts);
    const type = typeOf(column, wanted) ?? (integers.includes(column) ? integerType(counts) : 'categorical');
    if (type !== 'numeric') found.set(column.name, { type, column: await categories(connection, source, { column, counts, type }) });
  }
  return found;
}

function wantedColumns({ columns }: DataSource, { names }: Wanted): LoadedColumn[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return names.flatMap((name) => byName.get(name) ?? []);
}

function typeOf({ name }: LoadedColumn, { types }: Wanted): ReadType | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

function sqlKind({ sqlType, beginsWithText = false }: LoadedColumn): 'numeric' | 'categorical' {
  return !beginsWithText && (sqlType === UNTYPED || REAL.test(sqlType)) ? 'numeric' : 'categorical';
}

/**
 * Columns with a text that is neither a number nor one of those that stand for a missing value. Where nothing is a number, all texts are
 * counted at once, since they are needed then.
 */
async function columnsOfText(
  connection: DuckDBConnection,
  source: DataSource,
  values: ReadonlyMap<LoadedColumn, Float64Array>,
): Promise<Map<LoadedColumn, TextCounts | undefined>> {
  const suspects = [...values].flatMap(([column, read]) => (mayHoldText(column) && read.includes(Number.NaN) ? [column] : []));
  const blank = suspects.filter((column) => values.get(column)?.every(Number.isNaN));
  const mixed = suspects.filter((column) => !blank.includes(column));
  const texts = await textsThatAreNoNumbers(connection, source, mixed);
  const counted = await textCounts(connection, source, blank);
  const holdsText = (column: LoadedColumn, counts: ReadonlyMap<string, number> | undefined) =>
    counts?.keys().some((text) => !hasGapsOnly(column)(text)) === true;
  return new Map([
    ...mixed.filter((column, index) => holdsText(column, texts[index])).map((column) => [column, undefined] as const),
    ...blank.map((column, index) => [column, counted[index]] as const).filter(([column, counts]) => holdsText(column, counts?.counts)),
  ]);
}

function integerType({ counts }: TextCounts): ReadType {
  return counts.keys().every((text) => /^ *[+-]?\d+ *$/.test(text)) ? 'integer' : 'numeric';
}

interface Counted {
  readonly column: LoadedColumn;
  readonly counts: TextCounts;
  readonly type: ReadType;
}

async function categories(
  connection: DuckDBConnection,
  source: DataSource,
  { column, counts, type }: Counted,
): Promise<PreparedCategories> {
  const { rows, missing } = counts;
  const prepared = {
    type: 'categorical',
    rows,
    missing,
    infinite: 0,
    counts: type === 'integer' ? folded(counts.counts) : counts.counts,
  } as const;
  if (missing === 0) return prepared;
  const sql = `CASE WHEN ${textSql(column)} IS NULL THEN 'nan'::DOUBLE ELSE 0::DOUBLE END`;
  const [gaps = new Float64Array()] = await streamedNumbers(connection, { ...source, buffers: newBuffers }, [sql]);
  if (gaps.length !== rows) throw new DriftDataError(`${source.paths.join(', ')} changed while it was read`);
  return { ...prepared, missingOverTime: missingOverTime(gaps) };
}

function folded(counts: ReadonlyMap<string, number>): Map<string, number> {
  const whole = new Map<string, number>();
  for (const [text, count] of counts) whole.set(wholeNumberText(text), (whole.get(wholeNumberText(text)) ?? 0) + count);
  return whole;
}
