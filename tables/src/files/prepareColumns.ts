import { ownValue } from '@modelmonitor/api/plain';
import { columnType } from '../columns/columnSides.ts';
import { missingOverTime } from '../columns/missingOverTime.ts';
import { type PreparedCategories, type PreparedColumn, prepareNumbers } from '../columns/prepareColumn.ts';
import type { ColumnLook, DataSet } from '../dataSet.ts';
import { DriftDataError } from '../errors.ts';
import type { ReadType } from '../readType.ts';
import { isMissingMarker } from '../values/missing.ts';
import { type NumberNotation, numberReader, plainNotation } from '../values/notation.ts';
import { categoryOf, categorySql, type FileColumn, isMissingValue } from './cellValue.ts';
import {
  type ColumnNumbers,
  examplesText,
  findOddCells,
  isNearlyAllNumbers,
  isOneOfNumbers,
  numberNotes,
  oddRows,
  readNumbers,
} from './columnNumbers.ts';
import { textsReading } from './columnReading.ts';
import type { ReadTypes, ScannedColumns } from './fileColumns.ts';
import { countFirstTexts, countTexts, type FileQuery, streamNumbers, type TextCounts } from './fileQueries.ts';

/**
 * Prepares scanned columns for tests: numbers are sorted, texts are counted by the database. A column that has to be numeric and is not,
 * but for a few cells, gets a reason instead, and its texts.
 *
 * @param scanned its numbers are used as working memory
 * @param types of all columns
 */
export async function prepareColumns(scanned: ScannedColumns, types: ReadTypes, likes: Notations = {}): Promise<DataSet> {
  const { query, columns, buffers } = scanned;
  const typeOf = ({ name }: FileColumn) => columnType({ given: ownValue(types, name), reference: scanned.looks.get(name) });
  const prepared = new Map<string, PreparedColumn>();
  const looks = new Map<string, ColumnLook>();
  const numeric = await numbersOf(
    scanned,
    columns.filter((column) => typeOf(column) === 'numeric'),
    likes,
  );
  for (const { column, numbers, reason } of numeric) {
    const odd = reason === undefined ? await findOddCells(query, numbers) : undefined;
    const notes = reason === undefined ? numberNotes(numbers, odd) : [];
    looks.set(column.name, { type: 'numeric', isFixed: true, notes, ...(reason === undefined ? {} : { reason }) });
    if (reason !== undefined) continue;
    const markers = numbers.cells?.markers;
    const cells = { ...(odd === undefined ? {} : { odd }), ...(markers === undefined ? {} : { markers }) };
    prepared.set(column.name, { ...prepareNumbers(numbers.values, buffers), ...cells });
  }
  for (const column of columns.filter((each) => typeOf(each) === 'integer')) {
    const whole = await wholeNumbers(scanned, column);
    if (whole === undefined) continue;
    looks.set(column.name, { type: 'integer', isFixed: true, notes: whole.notes });
    prepared.set(column.name, whole.column);
  }
  const texts = columns.filter(({ name }) => !prepared.has(name));
  for (const column of texts) if (!looks.has(column.name)) looks.set(column.name, { type: typeOf(column), isFixed: true });
  for (const [name, column] of await categoriesOf(scanned, texts, typeOf)) prepared.set(name, column);
  return {
    kind: 'files',
    rows: query.source.rows ?? prepared.values().next().value?.rows ?? 0,
    columns: columns.map(({ name }) => ({ name, type: prepared.get(name)?.type ?? 'categorical' })),
    look: (name) => looks.get(name),
    column: (name) => prepared.get(name),
  };
}

/** Numbers of a column that has to be numeric. */
interface NeededNumbers {
  readonly column: FileColumn;
  readonly numbers: ColumnNumbers;
  /** Why they cannot be used. */
  readonly reason?: string;
}

/** How numbers of the other side are written, by column. */
export type Notations = Readonly<Record<string, NumberNotation>>;

/**
 * Numbers of columns that have to be numeric, those not scanned as such included.
 *
 * @param likes decide where the values fit two notations
 */
export async function numbersOf(scanned: ScannedColumns, columns: readonly FileColumn[], likes: Notations = {}): Promise<NeededNumbers[]> {
  const { query, buffers, readings } = scanned;
  const isDecided = (column: FileColumn) => readings.get(column)?.reason !== undefined && ownValue(likes, column.name) !== undefined;
  const late = columns.filter((column) => !scanned.numbers.has(column) || isDecided(column));
  const first = await countFirstTexts(query, late);
  const found = new Map(
    late.map((column, index) => {
      const options = { ...query.source.notation, like: ownValue(likes, column.name) };
      return [column, textsReading(column, first[index] ?? new Map(), options)];
    }),
  );
  const read = await readNumbers(
    query,
    late.map((column) => ({ column, notation: found.get(column)?.notation ?? plainNotation })),
    buffers,
  );
  const needed: NeededNumbers[] = [];
  for (const column of columns) {
    const numbers = await withOdd(scanned, (read.get(column) ?? scanned.numbers.get(column)) as ColumnNumbers);
    const { reason } = found.get(column) ?? readings.get(column) ?? {};
    if (reason !== undefined) needed.push({ column, numbers, reason });
    else if (isNearlyAllNumbers(numbers)) needed.push({ column, numbers });
    else needed.push({ column, numbers, reason: await notNumbers(query, numbers) });
  }
  return needed;
}

/** With the texts of a column in which nothing is a number. */
async function withOdd({ query, texts }: ScannedColumns, numbers: ColumnNumbers): Promise<ColumnNumbers> {
  if (numbers.odd !== undefined) return numbers;
  const { counts } = texts.get(numbers.column) ?? ((await countTexts(query, [numbers.column]))[0] as TextCounts);
  const written = [...counts].filter(([text]) => !isMissingValue(numbers.column, text));
  return {
    ...numbers,
    markers: new Map(written.filter(([text]) => isMissingMarker(text))),
    odd: new Map(written.filter(([text]) => !isMissingMarker(text))),
  };
}

async function notNumbers(query: FileQuery, numbers: ColumnNumbers): Promise<string> {
  const odd = await findOddCells(query, numbers);
  const examples = odd === undefined ? '' : `: ${examplesText(odd)}`;
  return `expected numbers, and ${oddRows(numbers)} of ${numbers.rows + oddRows(numbers)} values are none${examples}`;
}

/** Few whole numbers as categories; undefined where the column has texts that are categories, too. */
async function wholeNumbers(
  { query, numbers: read, readings }: ScannedColumns,
  column: FileColumn,
): Promise<{ column: PreparedCategories; notes: string[] } | undefined> {
  const numbers = read.get(column);
  if (numbers === undefined || !isOneOfNumbers(numbers)) return undefined;
  const counted = readings.get(column)?.whole ?? countEach(numbers.values);
  if (counted === undefined) return undefined;
  const odd = await findOddCells(query, numbers);
  const [rows, missing] = [numbers.values.length, numbers.values.length - numbers.rows];
  return {
    notes: numberNotes(numbers, odd),
    column: {
      type: 'categorical',
      rows,
      counts: new Map([...counted].map(([value, count]): [string, number] => [String(value), count]).toSorted(byText)),
      missing,
      infinite: 0,
      ...(missing === 0 ? {} : { missingOverTime: missingOverTime(numbers.values) }),
      ...(odd === undefined ? {} : { odd }),
      ...(numbers.cells?.markers === undefined ? {} : { markers: numbers.cells.markers }),
    },
  };
}

/** How often each number occurs; undefined when one is not whole. */
function countEach(values: Float64Array): ReadonlyMap<number, number> | undefined {
  const counted = new Map<number, number>();
  for (const value of values) {
    if (Number.isSafeInteger(value)) counted.set(value, (counted.get(value) ?? 0) + 1);
    else if (!Number.isNaN(value)) return undefined;
  }
  return counted;
}

/** Categories of columns, which the database counts. */
async function categoriesOf(
  { query, readings, texts }: ScannedColumns,
  columns: readonly FileColumn[],
  typeOf: (column: FileColumn) => ReadType,
): Promise<Map<string, PreparedCategories>> {
  const uncounted = columns.filter((column) => !texts.has(column));
  const counted = await countTexts(query, uncounted);
  const prepared = new Map<string, PreparedCategories>();
  for (const column of columns) {
    const counts = texts.get(column) ?? (counted[uncounted.indexOf(column)] as TextCounts);
    const notation = readings.get(column)?.notation;
    prepared.set(column.name, await prepareTexts(query, column, { counts, type: typeOf(column), notation }));
  }
  return prepared;
}

function byText([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}

async function prepareTexts(
  query: FileQuery,
  column: FileColumn,
  { counts: { counts, rows, missing }, type, notation }: { counts: TextCounts; type: ReadType; notation: NumberNotation | undefined },
): Promise<PreparedCategories> {
  const isNumber = numberReader(notation ?? plainNotation);
  // Where the rest is numbers, ? and the like stand for missing ones.
  const hasMarkers = type === 'integer' && counts.keys().every((text) => isMissingMarker(text) || !Number.isNaN(isNumber(text)));
  const folded = new Map<string, number>();
  let markers = 0;
  for (const [text, count] of counts) {
    const category = categoryOf(text, type, notation);
    if (hasMarkers && isMissingMarker(text)) markers += count;
    else folded.set(category, (folded.get(category) ?? 0) + count);
  }
  const prepared = { type: 'categorical', rows, missing: missing + markers, infinite: 0, counts: folded } as const;
  if (missing === 0) return prepared;
  const sql = `CASE WHEN ${categorySql(column)} IS NULL THEN 'nan'::DOUBLE ELSE 0::DOUBLE END`;
  const [gaps = new Float64Array()] = await streamNumbers(query, [sql]);
  if (gaps.length !== rows) throw new DriftDataError(`${query.source.paths.join(', ')} changed while it was read`);
  return { ...prepared, missingOverTime: missingOverTime(gaps) };
}
