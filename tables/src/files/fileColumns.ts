import { ownValue } from '@modelmonitor/api/plain';
import { columnType } from '../columns/columnSides.ts';
import { missingOverTime } from '../columns/missingOverTime.ts';
import { type NumberBuffers, newBuffers } from '../columns/numberBuffers.ts';
import { type PreparedCategories, type PreparedColumn, prepareNumbers } from '../columns/prepareColumn.ts';
import type { ColumnLook, DataSet } from '../dataSet.ts';
import { DriftDataError } from '../errors.ts';
import type { ReadType } from '../readType.ts';
import {
  categorySql,
  countsByCategory,
  type FileColumn,
  isMissingValue,
  isWholeNumber,
  mayBeNumeric,
  mayHoldText,
  numberSql,
} from './cellValue.ts';
import { countTexts, type FileQuery, notANumber, streamNumbers, type TextCounts, textsBesideNumbers } from './fileQueries.ts';

/** Whole numbers with at most this many distinct values are categories (Evidently 0.7.21, `infer_column_type`). */
const LARGEST_INTEGER_CARDINALITY = 10;

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
  /** Numbers of each column that may be numeric, in the order of the files; NaN where there is none. */
  readonly numbers: ReadonlyMap<FileColumn, Float64Array>;
  /** Those of them with a text that is neither a number nor missing. */
  readonly textual: ReadonlySet<FileColumn>;
  /** Texts that were counted already. */
  readonly texts: ReadonlyMap<FileColumn, TextCounts>;
  readonly buffers: NumberBuffers;
}

/**
 * Reads, in one pass, the numbers of columns that may be numeric: the long part of reading, which does not depend on the other side.
 *
 * By Evidently's rule real numbers are numeric, whole numbers too unless they are few, all else is categories. Whole numbers with gaps are
 * numeric, since a gap makes them real numbers in pandas, which the rule was made for.
 */
export async function scanColumns(
  query: FileQuery,
  { names, types = {}, buffers = newBuffers }: RequestedColumns,
): Promise<ScannedColumns> {
  const byName = new Map(query.source.columns.map((column) => [column.name, column]));
  const columns = names.flatMap((name) => byName.get(name) ?? []);
  const typeGiven = ({ name }: FileColumn) => ownValue(types, name);
  const numeric = columns.filter((column) => (typeGiven(column) ?? (mayBeNumeric(column) ? 'numeric' : 'categorical')) === 'numeric');
  const read = await streamNumbers(query, numeric.map(numberSql), buffers);
  const numbers = new Map(numeric.map((column, index) => [column, read[index] as Float64Array]));
  const { textual, texts } = await findTexts(query, numbers);
  const whole = numeric.filter((column) => typeGiven(column) === undefined && !textual.has(column) && isFewWhole(numbers.get(column)));
  const spelled = await countTexts(query, whole);
  const integers = whole.filter((_, index) => spelled[index]?.counts.keys().every(isWholeNumber) === true);
  const ownType = (column: FileColumn): ReadType =>
    integers.includes(column) ? 'integer' : numbers.has(column) && !textual.has(column) ? 'numeric' : 'categorical';
  return {
    query,
    columns,
    looks: new Map(columns.map((column) => [column.name, { type: typeGiven(column) ?? ownType(column), isFixed: false }])),
    numbers,
    textual,
    texts: new Map([...texts, ...whole.map((column, index) => [column, spelled[index] as TextCounts] as const)]),
    buffers,
  };
}

/**
 * Columns with a text that is neither a number nor one of those that stand for a missing value. Where nothing is a number, all texts are
 * counted at once, since they are needed then.
 */
async function findTexts(
  query: FileQuery,
  numbers: ReadonlyMap<FileColumn, Float64Array>,
): Promise<{ textual: Set<FileColumn>; texts: Map<FileColumn, TextCounts> }> {
  const suspects = [...numbers].flatMap(([column, values]) => (mayHoldText(column) && values.includes(Number.NaN) ? [column] : []));
  const blank = suspects.filter((column) => numbers.get(column)?.every(Number.isNaN));
  const mixed = suspects.filter((column) => !blank.includes(column));
  const [others, counted] = [await textsBesideNumbers(query, mixed), await countTexts(query, blank)];
  const isTextual = (column: FileColumn, texts: Iterable<string>) => [...texts].some((text) => !isMissingValue(column, text));
  const textual = new Set([
    ...mixed.filter((column, index) => isTextual(column, others[index] ?? [])),
    ...blank.filter((column, index) => isTextual(column, counted[index]?.counts.keys() ?? [])),
  ]);
  return { textual, texts: new Map(blank.map((column, index) => [column, counted[index] as TextCounts])) };
}

/** Whether numbers are whole, few and without a gap, as categories are that were given numbers. */
function isFewWhole(numbers: Float64Array | undefined): boolean {
  const distinct = new Set<number>();
  for (const value of numbers ?? []) {
    if (!Number.isInteger(value) || distinct.add(value).size > LARGEST_INTEGER_CARDINALITY) return false;
  }
  return distinct.size > 0;
}

/**
 * Prepares scanned columns for tests: numbers are sorted, texts are counted by the database.
 *
 * @param scanned its numbers are used as working memory
 * @param types of all columns
 * @throws DriftDataError for a text in a column that has to be numeric
 */
export async function prepareColumns(scanned: ScannedColumns, types: ReadTypes): Promise<DataSet> {
  const { query, columns, buffers } = scanned;
  const typeOf = ({ name }: FileColumn) => columnType({ given: ownValue(types, name), reference: scanned.looks.get(name) });
  const numeric = columns.filter((column) => typeOf(column) === 'numeric');
  const numbers = await numbersOf(scanned, numeric);
  const prepared = new Map<string, PreparedColumn>();
  for (const column of numeric) prepared.set(column.name, prepareNumbers(numbers.get(column) as Float64Array, buffers));
  const categorical = columns.filter((column) => !numeric.includes(column));
  const uncounted = categorical.filter((column) => !scanned.texts.has(column));
  const counted = await countTexts(query, uncounted);
  for (const column of categorical) {
    const counts = scanned.texts.get(column) ?? (counted[uncounted.indexOf(column)] as TextCounts);
    prepared.set(column.name, await prepareTexts(query, column, { counts, type: typeOf(column) }));
  }
  return {
    kind: 'files',
    rows: query.source.rows ?? prepared.values().next().value?.rows ?? 0,
    columns: columns.map(({ name }) => ({ name, type: prepared.get(name)?.type ?? 'categorical' })),
    look: (name) => {
      const column = columns.find((candidate) => candidate.name === name);
      return column === undefined ? undefined : { type: typeOf(column), isFixed: true };
    },
    column: (name) => prepared.get(name),
  };
}

/** Numbers of columns that have to be numeric, those not scanned as such included. */
export async function numbersOf(scanned: ScannedColumns, columns: readonly FileColumn[]): Promise<ReadonlyMap<FileColumn, Float64Array>> {
  const { query, buffers } = scanned;
  const late = columns.filter((column) => !scanned.numbers.has(column));
  const read = await streamNumbers(query, late.map(numberSql), buffers);
  const lateNumbers = new Map(late.map((column, index) => [column, read[index] as Float64Array]));
  const { textual } = await findTexts(query, lateNumbers);
  const bad = columns.find((column) => scanned.textual.has(column) || textual.has(column));
  if (bad !== undefined) throw await notANumber(query, bad);
  return new Map(columns.map((column) => [column, (scanned.numbers.get(column) ?? lateNumbers.get(column)) as Float64Array]));
}

async function prepareTexts(
  query: FileQuery,
  column: FileColumn,
  { counts: { counts, rows, missing }, type }: { counts: TextCounts; type: ReadType },
): Promise<PreparedCategories> {
  const prepared = { type: 'categorical', rows, missing, infinite: 0, counts: countsByCategory(counts, type) } as const;
  if (missing === 0) return prepared;
  const sql = `CASE WHEN ${categorySql(column)} IS NULL THEN 'nan'::DOUBLE ELSE 0::DOUBLE END`;
  const [gaps = new Float64Array()] = await streamNumbers(query, [sql]);
  if (gaps.length !== rows) throw new DriftDataError(`${query.source.paths.join(', ')} changed while it was read`);
  return { ...prepared, missingOverTime: missingOverTime(gaps) };
}
