import { ownValue } from '@modelmonitor/api/plain';
import { type NumberBuffers, newBuffers } from '../columns/numberBuffers.ts';
import type { ColumnLook } from '../dataSet.ts';
import type { ReadType } from '../readType.ts';
import { isMissingMarker } from '../values/missing.ts';
import { isPlain, plainNotation } from '../values/notation.ts';
import { sum } from '../values/sum.ts';
import { type FileColumn, holdsTimes, mayBeNumeric, mayHoldText } from './cellValue.ts';
import { type ColumnNumbers, isNearlyAllNumbers, oddRows, readNumbers } from './columnNumbers.ts';
import { type ColumnReading, needsTexts, numbersReading, textsReading } from './columnReading.ts';
import { countFirstTexts, countTexts, FIRST_ROWS_LOOKED_AT, type FileQuery, type TextCounts } from './fileQueries.ts';
import { pointsAreThousands, thousandsByPoints } from './pointsAreThousands.ts';

/** Types of columns, by name. */
export type ReadTypes = Readonly<Record<string, ReadType>>;

export interface RequestedColumns {
  /** Those the files lack are left out. */
  readonly names: readonly string[];
  /** Types that are given; the others are decided by the values. */
  readonly types?: ReadTypes;
  /** Provides the memory for numbers. */
  readonly buffers?: NumberBuffers;
}

/** Columns of files, read as far as it takes to decide their types. */
export interface ScannedColumns {
  readonly query: FileQuery;
  readonly columns: readonly FileColumn[];
  /** How each column looks from these files alone, by name. */
  readonly looks: ReadonlyMap<string, ColumnLook>;
  readonly readings: ReadonlyMap<FileColumn, ColumnReading>;
  /** Numbers of columns that may be numeric. */
  readonly numbers: ReadonlyMap<FileColumn, ColumnNumbers>;
  /** Texts that were counted already. */
  readonly texts: ReadonlyMap<FileColumn, TextCounts>;
  readonly buffers: NumberBuffers;
}

/**
 * Reads, in one pass, the numbers of columns that may be numeric: the long part of reading, which does not depend on the other side.
 *
 * By Evidently's rule real numbers are numeric, whole numbers too unless they are few, all else is categories. Columns whose numbers are
 * written in another notation, and those with cells that are no numbers, are read again.
 */
export async function scanColumns(
  query: FileQuery,
  { names, types = {}, buffers = newBuffers }: RequestedColumns,
): Promise<ScannedColumns> {
  const { notation = {} } = query.source;
  const byName = new Map(query.source.columns.map((column) => [column.name, column]));
  const columns = names.flatMap((name) => byName.get(name) ?? []);
  const typeGiven = ({ name }: FileColumn) => ownValue(types, name);
  const isStated = notation.decimal !== undefined || notation.thousands !== undefined;
  const isNumeric = (column: FileColumn) => (typeGiven(column) ?? (mayBeNumeric(column) ? 'numeric' : 'categorical')) === 'numeric';
  const plain = columns.filter((column) => isNumeric(column) && !(isStated && mayHoldText(column)));
  const read = await readNumbers(
    query,
    plain.map((column) => ({ column, notation: plainNotation })),
    buffers,
  );
  const open = columns.filter((column) => isOpen(column, read.get(column), typeGiven(column)));
  const { first, texts: counted } = await lookAtTexts(query, open, read);
  const readings = new Map<FileColumn, ColumnReading>();
  for (const column of columns) {
    const [numbers, given] = [read.get(column), typeGiven(column)];
    const counts = first.get(column) ?? new Map<string, number>();
    const isClean = numbers?.odd?.size === 0;
    if (given !== undefined && given !== 'numeric') readings.set(column, { type: given });
    else if (isClean)
      readings.set(column, given === undefined ? numbersReading(numbers, counts) : { type: given, notation: plainNotation });
    else {
      const texts = numbers === undefined ? counts : mergedCounts(counts, numbers);
      readings.set(column, textsReading(column, texts, notation));
    }
  }
  if (!isStated && [...readings.values()].some(({ notation: found }) => found?.decimal === ',')) {
    const clean = [...read.values()].filter(({ column, odd }) => odd?.size === 0 && typeGiven(column) === undefined);
    for (const column of await pointsAreThousands(query, clean)) readings.set(column, { type: 'numeric', notation: thousandsByPoints });
  }
  const refine = (column: FileColumn, numbers: ColumnNumbers) => {
    if (typeGiven(column) !== undefined || numbers.odd === undefined) return;
    const counts = first.get(column) ?? new Map<string, number>();
    readings.set(column, isNearlyAllNumbers(numbers) ? numbersReading(numbers, counts) : { type: 'categorical' });
  };
  const again = [...readings].flatMap(([column, { type, notation: found, reason }]) => {
    if (type !== 'numeric' || found === undefined || reason !== undefined) return [];
    const numbers = isPlain(found) ? read.get(column) : undefined;
    // One without odd cells was read above.
    if (numbers !== undefined && numbers.odd?.size !== 0) refine(column, numbers);
    return numbers === undefined ? [{ column, notation: found }] : [];
  });
  const reread = await readNumbers(query, again, buffers);
  for (const [column, numbers] of reread) refine(column, numbers);
  return {
    query,
    columns,
    looks: new Map(columns.map((column) => [column.name, lookOf(readings.get(column), typeGiven(column))])),
    readings,
    numbers: new Map([...read, ...reread]),
    texts: counted,
    buffers,
  };
}

function lookOf(reading: ColumnReading | undefined, given: ReadType | undefined): ColumnLook {
  const { type = 'categorical', alsoFits, notation, isEmpty, reason } = reading ?? {};
  return {
    type: given ?? type,
    isFixed: false,
    ...(alsoFits === undefined ? {} : { alsoFits }),
    ...(isEmpty === true ? { isEmpty } : {}),
    ...(notation === undefined || reason !== undefined ? {} : { notation }),
  };
}

/** Whether the texts of a column are needed to know how it is read. */
function isOpen(column: FileColumn, numbers: ColumnNumbers | undefined, given: ReadType | undefined): boolean {
  if (!mayHoldText(column) || holdsTimes(column)) return false;
  if (numbers === undefined) return given === 'numeric' || (given === undefined && column.isOfWords !== true);
  if (numbers.odd?.size !== 0) return true;
  return given === undefined && needsTexts(numbers);
}

/** Texts of the first rows; of columns that have next to none there, of all rows. */
async function lookAtTexts(
  query: FileQuery,
  columns: readonly FileColumn[],
  numbers: ReadonlyMap<FileColumn, ColumnNumbers>,
): Promise<{ first: ReadonlyMap<FileColumn, ReadonlyMap<string, number>>; texts: ReadonlyMap<FileColumn, TextCounts> }> {
  const counts = await countFirstTexts(query, columns);
  const first = new Map(columns.map((column, index) => [column, counts[index] ?? new Map<string, number>()]));
  const rows = query.source.rows ?? numbers.values().next().value?.values.length ?? Number.POSITIVE_INFINITY;
  const sparse = columns.filter((column) => {
    const isOdd = numbers.get(column)?.odd?.size !== 0;
    return isOdd && rows > FIRST_ROWS_LOOKED_AT && sum(withoutMarkers(first.get(column)).values()) < FEWEST_TEXTS;
  });
  const all = await countTexts(query, sparse);
  const texts = new Map(sparse.map((column, index) => [column, all[index] as TextCounts]));
  for (const [column, { counts: whole }] of texts) first.set(column, whole);
  return { first, texts };
}

const FEWEST_TEXTS = 100;
/** Texts that are no numbers to look at. */
const MOST_TEXTS = 2000;

/** Texts of a column as often as they occur in the whole of it, numbers as they are written in its first rows. */
function mergedCounts(first: ReadonlyMap<string, number>, numbers: ColumnNumbers): ReadonlyMap<string, number> {
  const { odd, markers, rows, values } = numbers;
  if (odd === undefined) return first;
  const beside = [...odd].toSorted(([, a], [, b]) => b - a).slice(0, MOST_TEXTS);
  const others = oddRows(numbers) - sum(beside.map(([, count]) => count));
  const written = new Map([...first].filter(([text]) => !odd.has(text) && !markers.has(text)));
  if (written.size === 0) for (const value of values.filter(Number.isFinite).subarray(0, FEWEST_TEXTS)) written.set(String(value), 1);
  const [share, shareOfBeside] = [rows / Math.max(1, sum(written.values())), 1 + others / Math.max(1, oddRows(numbers) - others)];
  return new Map([
    ...[...written].map(([text, count]): [string, number] => [text, count * share]),
    ...beside.map(([text, count]): [string, number] => [text, count * shareOfBeside]),
  ]);
}

function withoutMarkers(counts: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, number> {
  return new Map([...counts].filter(([text]) => !isMissingMarker(text)));
}
