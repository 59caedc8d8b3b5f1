import { isMissingValue, UNTYPED } from '../cellValue.ts';
import type { TextRecord } from './textRecord.ts';

type CellKind = 'missing' | 'number' | 'time' | 'text';

const NUMBER = /^[([]?[-+−]?[$€£¥]? ?(?:\d[\d.,' ]*|\.\d+)(?:e[-+]?\d+)? ?[%$€£¥]?[)\]]?$/i;
const TIME = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$|^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
/** Values of a column that are looked at. */
const LOOKED_AT = 200;
const untyped = { name: '', id: '', sqlType: UNTYPED };

/**
 * What the first record of a file is: `names` when a cell cannot be a value of its column, `rows` when every cell is like the values below and
 * more than a name can be like them (the same text occurs below, a date stands above dates, fractions that are in no order), else `unclear`.
 * A record that occurs again below is a header that is repeated.
 */
export function headerEvidence(first: TextRecord, rows: readonly TextRecord[]): 'names' | 'rows' | 'unclear' {
  const others = rows.slice(0, LOOKED_AT).filter((row) => !isSame(row, first));
  if (others.length < 2) return 'unclear';
  const columns: ReturnType<typeof columnEvidence>[] = [];
  for (const [index, { text }] of first.fields.entries()) {
    const evidence = columnEvidence(
      text,
      others.map((row) => row.fields[index]?.text ?? ''),
    );
    if (evidence === 'name') return 'names';
    columns.push(evidence);
  }
  const count = (kind: (typeof columns)[number]) => columns.filter((evidence) => evidence === kind).length;
  const [numbers, values, texts] = [count('number'), count('value'), count('text')];
  if (count('time') > 0 || (values >= texts && values > (numbers > 0 ? 0 : 1))) return 'rows';
  const places = columns.flatMap((evidence, index) => (evidence === 'number' ? [index] : []));
  const cells = places.map((index) => first.fields[index]?.text ?? '');
  if (numbers > 0 && areValues(cells, { columns: columns.length, texts })) return 'rows';
  const isWithin = (index: number) =>
    within(
      first.fields[index]?.text ?? '',
      others.map((row) => row.fields[index]?.text ?? ''),
    );
  const areLikeRows = numbers >= FEWEST_MIXED && numbers > texts && areMixed(cells) && places.filter(isWithin).length >= MOST * numbers;
  return areLikeRows ? 'rows' : 'unclear';
}

/** Numbers of a first record that are looked at for whether they are like those below. */
const FEWEST_MIXED = 4;
/** The share of them that have to be; the first row may have the greatest value of a column. */
const MOST = 0.75;

/** Whether whole numbers are in no order: numbers as names, such as years or the numbers of samples, mostly are. */
function areMixed(cells: readonly string[]): boolean {
  const numbers = cells.map(Number);
  const steps = new Set(numbers.slice(1).map((value, index) => Math.sign(value - (numbers[index] as number))));
  return steps.has(1) && steps.has(-1);
}

/** Whether a number is not outside of those below. */
function within(cell: string, below: readonly string[]): boolean {
  const numbers = below.filter((text) => kindOf(text) === 'number').map(Number);
  return numbers.some((value) => value <= Number(cell)) && numbers.some((value) => value >= Number(cell));
}

function isSame(one: TextRecord, other: TextRecord): boolean {
  return one.fields.length === other.fields.length && one.fields.every(({ text }, index) => text === other.fields[index]?.text);
}

/** What the first cell of a column shows: `name` is a name for certain, `value` a value for certain, others may be both. */
function columnEvidence(cell: string, below: readonly string[]): 'name' | 'value' | 'number' | 'time' | 'text' | 'nothing' {
  const filled = below.filter((text) => kindOf(text) !== 'missing');
  const kind = kindOf(cell);
  if (kind === 'missing' || filled.length < 2) return 'nothing';
  const kinds = new Set(filled.map(kindOf));
  const [only] = kinds.size === 1 ? kinds : ['text' as const];
  if (only !== 'text' && only !== kind) return 'name';
  if (only === 'number' || only === 'time') return only;
  return filled.includes(cell) ? 'value' : 'text';
}

function kindOf(text: string): CellKind {
  if (text === '' || isMissingValue(untyped, text)) return 'missing';
  if (TIME.test(text)) return 'time';
  return NUMBER.test(text) ? 'number' : 'text';
}

/**
 * Whether numbers in a first record are values. Names such as years, wavelengths or 0, 1, 2 are whole or in order, and pandas makes a second
 * 1990 a 1990.1.
 */
function areValues(cells: readonly string[], { columns, texts }: { columns: number; texts: number }): boolean {
  if (columns === 1) return cells[0] !== '0';
  const numbers = cells.map(Number);
  const areYears = numbers.every((value) => value >= 1800 && value <= 2100);
  if (new Set(cells).size < cells.length && texts === 0 && !areYears) return true;
  const steps = numbers.slice(1).map((value, index) => Math.sign(value - (numbers[index] as number)));
  const isInOrder = steps.length > 1 && new Set(steps).size === 1;
  const areRenamed = cells.some((cell) => /\.\d$/.test(cell) && cells.includes(cell.slice(0, -2)));
  return !isInOrder && !areRenamed && cells.some((cell) => /\d[.,]\d/.test(cell));
}

/** Rows below a header that belong to it: Qualtrics writes its questions there, and then what it calls its columns. */
export function labelRows([, second]: readonly TextRecord[]): number {
  return second?.fields.every(({ text }) => text.startsWith('{"ImportId":')) === true ? 2 : 0;
}
