import { clippedText } from '@modelmonitor/api/plain';
import type { NumberBuffers } from '../columns/numberBuffers.ts';
import type { OddCells } from '../columns/prepareColumn.ts';
import { NEARLY_ALL } from '../values/findNotation.ts';
import { isMissingMarker } from '../values/missing.ts';
import { describeNotation, isPlain, type NumberNotation } from '../values/notation.ts';
import { sum } from '../values/sum.ts';
import { type FileColumn, isMissingValue, mayHoldText, numberSql } from './cellValue.ts';
import { countTextsBesideNumbers, type FileQuery, findCells, type NotatedColumn, streamNumbers } from './fileQueries.ts';

/** The numbers of a column of files, and what stands among them. */
export interface ColumnNumbers {
  readonly column: FileColumn;
  readonly notation: NumberNotation;
  /** Whether the user says how numbers are written. */
  readonly isStated: boolean;
  /** In the order of the files; NaN where there is none. */
  readonly values: Float64Array;
  /** Rows with a number. */
  readonly rows: number;
  /** Texts that stand for a missing number, and how often each occurs; those that every CSV file has are left out. */
  readonly markers: ReadonlyMap<string, number>;
  /** Texts that are neither numbers nor missing; undefined where nothing is a number, so that they were not counted. */
  readonly odd: ReadonlyMap<string, number> | undefined;
  /** The first of those cells, where they were looked for. */
  readonly cells?: { readonly odd: OddCells | undefined; readonly markers: OddCells | undefined };
}

/** Reads the numbers of columns in one pass, and in a second one what is no number in those that have something else. */
export async function readNumbers(
  query: FileQuery,
  columns: readonly NotatedColumn[],
  buffers: NumberBuffers,
): Promise<ReadonlyMap<FileColumn, ColumnNumbers>> {
  const { decimal, thousands } = query.source.notation ?? {};
  const read = await streamNumbers(
    query,
    columns.map(({ column, notation }) => numberSql(column, notation)),
    buffers,
  );
  const found = columns.map((notated, index) => ({ ...notated, ...countNumbers(notated.column, read[index] as Float64Array) }));
  const mixed = found.filter(({ column, values, rows }) => mayHoldText(column) && rows < values.length && rows > 0);
  const beside = await countTextsBesideNumbers(query, mixed);
  const numbers = found.map((each): ColumnNumbers => {
    const isBlank = each.rows === 0 && each.values.length > 0 && mayHoldText(each.column);
    const texts = [...(beside[mixed.indexOf(each)] ?? [])].filter(([text]) => !isMissingValue(each.column, text));
    return {
      ...each,
      isStated: decimal !== undefined || thousands !== undefined,
      markers: new Map(texts.filter(([text]) => isMissingMarker(text))),
      odd: isBlank ? undefined : new Map(texts.filter(([text]) => !isMissingMarker(text))),
    };
  });
  const cells = await cellsOf(query, numbers.filter(isNearlyAllNumbers));
  return new Map(numbers.map((each) => [each.column, { ...each, ...cells.get(each.column) }]));
}

/** Values that show whether a column has decimals. */
const FIRST = 100;

/** Numbers and how many there are. Gaps say nothing of a column of a number type that has decimals: they are not counted there. */
function countNumbers(column: FileColumn, values: Float64Array): { values: Float64Array; rows: number } {
  const hasDecimals = values.subarray(0, FIRST).some((value) => Number.isFinite(value) && !Number.isInteger(value));
  if (hasDecimals && !mayHoldText(column)) return { values, rows: values.length };
  let rows = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) rows++;
  return { values, rows };
}

/** Rows whose text is neither a number nor missing. */
export function oddRows({ odd }: ColumnNumbers): number {
  return sum(odd?.values() ?? []);
}

/** Whether so many of the values are numbers that the others may be left out. */
export function isNearlyAllNumbers(numbers: ColumnNumbers): boolean {
  return numbers.odd !== undefined && numbers.rows >= NEARLY_ALL * (numbers.rows + oddRows(numbers));
}

/** From this share on, texts among few whole numbers that repeat are categories of their own, as in a grade 1, 2, 3 or A. */
const CATEGORY_SHARE = 0.01;

/** Whether texts among few whole numbers are categories like them, and no odd cells; a header among the rows is none. */
export function oddAreCategories({ column, odd = new Map(), rows }: ColumnNumbers): boolean {
  const texts = [...odd].filter(([text]) => text.trim() !== column.name);
  const count = sum(texts.map(([, of]) => of));
  return count > CATEGORY_SHARE * (rows + count) && count >= 2 * texts.length;
}

/** Whether a column of few whole numbers holds numbers and no other categories, so that its odd cells may be left out. */
export function isOneOfNumbers(numbers: ColumnNumbers): boolean {
  return isNearlyAllNumbers(numbers) && !oddAreCategories(numbers);
}

const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 60;

/** The cells of a column of numbers that are neither numbers nor missing; undefined when there are none. */
export async function findOddCells(query: FileQuery, numbers: ColumnNumbers): Promise<OddCells | undefined> {
  const { cells } = numbers.cells === undefined ? ((await cellsOf(query, [numbers])).get(numbers.column) ?? {}) : numbers;
  return cells?.odd;
}

/** Columns whose cells are found in one pass. */
const COLUMNS_AT_ONCE = 100;

/** The first cells of columns that are no numbers: odd ones, and those that stand for a missing number in some unusual way. */
async function cellsOf(
  query: FileQuery,
  columns: readonly ColumnNumbers[],
): Promise<ReadonlyMap<FileColumn, Required<Pick<ColumnNumbers, 'cells'>>>> {
  const sought = columns.flatMap(({ column, odd, markers }) =>
    [odd ?? new Map<string, number>(), markers].filter(({ size }) => size > 0).map((counts) => ({ column, counts, texts: counts.keys() })),
  );
  const found = new Map<ReadonlyMap<string, number>, OddCells>();
  for (let start = 0; start < sought.length; start += COLUMNS_AT_ONCE) {
    const part = sought.slice(start, start + COLUMNS_AT_ONCE);
    const cells = await findCells(query, part, MOST_EXAMPLES);
    for (const [index, { counts }] of part.entries()) {
      const examples = (cells[index] ?? []).map(({ row, text }) => ({ row, text: clippedText(text, LONGEST_EXAMPLE) }));
      found.set(counts, { count: sum(counts.values()), examples });
    }
  }
  return new Map(
    columns.map(({ column, odd, markers }) => [column, { cells: { odd: odd && found.get(odd), markers: found.get(markers) } }]),
  );
}

/** What a user should know of how numbers were read; each follows a phrase such as "in the reference,". */
export function numberNotes({ notation, isStated, markers }: ColumnNumbers, odd: OddCells | undefined): string[] {
  return [
    ...(isPlain(notation) || (isStated && notation.unit === '') ? [] : [`read as numbers with ${describeNotation(notation)}`]),
    ...(markers.size === 0 ? [] : [`${list([...markers].map(([text, count]) => `${quoted(text)} (${rowsText(count)})`))} read as missing`]),
    ...(odd === undefined
      ? []
      : [`${rowsText(odd.count)} left out that ${odd.count === 1 ? 'is' : 'are'} no number: ${examplesText(odd)}`]),
  ];
}

/** Odd cells for a message: `"12B" in row 3, "n" in row 9`. */
export function examplesText({ count, examples }: OddCells): string {
  const texts = examples.map(({ row, text }) => `${quoted(text)} in row ${row}`);
  return `${texts.join(', ')}${count > examples.length ? ', …' : ''}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

const MOST_LISTED = 4;

function list(texts: readonly string[]): string {
  return texts.length > MOST_LISTED ? `${texts.slice(0, MOST_LISTED).join(', ')} and others` : texts.join(', ');
}
