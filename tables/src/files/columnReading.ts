import type { ReadType } from '../readType.ts';
import { areWords } from '../values/areWords.ts';
import { columnKind, haveZerosInFront } from '../values/columnKind.ts';
import type { NotationOptions } from '../values/findNotation.ts';
import { isMissingMarker } from '../values/missing.ts';
import { type NumberNotation, plainNotation } from '../values/notation.ts';
import { numbersAreTimes } from '../values/times.ts';
import { type FileColumn, holdsTimes, isMissingValue, isWholeNumber, mayHoldText, UNTYPED } from './cellValue.ts';
import { type ColumnNumbers, oddAreCategories } from './columnNumbers.ts';
import { countWhole } from './countWhole.ts';

/** How a column of files is read, as far as its own values show. */
export interface ColumnReading {
  readonly type: ReadType;
  /** What few whole numbers are that are written as real ones. */
  readonly alsoFits?: ReadType;
  /** How often each of few whole numbers occurs. */
  readonly whole?: ReadonlyMap<number, number>;
  /** Of its numbers, where it is one of numbers. */
  readonly notation?: NumberNotation;
  /** Whether it has no value. */
  readonly isEmpty?: boolean;
  /** Why its values cannot be used. */
  readonly reason?: string;
  readonly notes?: readonly string[];
}

/** Values that are looked at before all are. */
const FEW = 100;

/**
 * How a column is read of which every value is a number or missing. Few whole numbers are categories unless every one of them is written
 * as 1.0: those with gaps, too, since programs that know no missing whole number write them so.
 *
 * @param texts the first texts of the column, where they were counted
 */
export function numbersReading(numbers: ColumnNumbers, texts: ReadonlyMap<string, number>): ColumnReading {
  const { column, values, rows, notation, odd } = numbers;
  if (mayBeTimes(values) && numbersAreTimes(evenly(values, 10 * FEW), column.name) !== undefined) return { type: 'time', notation };
  const written = new Map([...texts].filter(([text]) => !isMissingMarker(text) && odd?.has(text) !== true));
  if (column.sqlType === UNTYPED && haveZerosInFront(written)) return { type: 'categorical' };
  const whole = countWhole(values);
  if (whole === undefined) return { type: 'numeric', notation, ...(rows === 0 ? { isEmpty: true } : {}) };
  if (oddAreCategories(numbers)) return { type: 'categorical' };
  return rows < values.length || isWrittenWhole(column, written)
    ? { type: 'integer', notation, whole }
    : { type: 'numeric', notation, alsoFits: 'integer' };
}

function isWrittenWhole({ sqlType }: FileColumn, texts: ReadonlyMap<string, number>): boolean {
  return sqlType === UNTYPED || sqlType === 'VARCHAR' ? [...texts.keys()].every(isWholeNumber) : /INT/.test(sqlType);
}

/** Whether the texts of a column of numbers say more than its numbers: whether they are codes, or written as 1.0. */
export function needsTexts({ column, values }: ColumnNumbers): boolean {
  return mayHoldText(column) && column.isPlainlySpelled !== true && evenly(values, FEW).every(Number.isInteger);
}

/**
 * How a column is read that has texts which are no numbers.
 *
 * @param counts how often each text occurs, in all rows or in the first ones; numbers are among them
 */
export function textsReading(column: FileColumn, counts: ReadonlyMap<string, number>, options: NotationOptions): ColumnReading {
  if (column.sqlType === 'BOOLEAN') return { type: 'truth' };
  if (holdsTimes(column)) return { type: 'time' };
  if (column.isOfWords === true) return { type: 'categorical' };
  const texts = new Map([...counts].filter(([text]) => !isMissingValue(column, text)));
  if (texts.size === 0) return { type: 'numeric', notation: plainNotation, isEmpty: true };
  if (areWords([...texts.keys()])) return { type: 'categorical' };
  const { type, notation, reason } = columnKind(texts, options);
  return { type, ...(notation === undefined ? {} : { notation }), ...(reason === undefined ? {} : { reason }) };
}

/** The least number that is a day or a time: 1 January 2001 as yymmdd. Smaller ones in a column of times stand for none. */
const LEAST_TIME = 10_101;
/** Unix times may have fractions; they are larger than this. */
const LEAST_FRACTION = 1e8;
/** Of the values that are looked at first, times are all but a few. */
const [FIRST, FEW_OTHERS] = [20, 2];

/** Whether a few values allow that all are dates or times; most columns of numbers need no closer look. */
function mayBeTimes(values: Float64Array): boolean {
  const step = Math.max(1, Math.floor(values.length / FIRST));
  let others = 0;
  for (let index = 0; index < values.length; index += step) {
    const value = values[index] as number;
    if (value < LEAST_TIME ? value > 0 : !Number.isInteger(value) && value < LEAST_FRACTION) others++;
    if (others > FEW_OTHERS) return false;
  }
  return true;
}

/** Up to so many finite values, evenly spaced. */
function evenly(values: Float64Array, most: number): number[] {
  const step = Math.max(1, Math.floor(values.length / most));
  const some: number[] = [];
  for (let index = 0; index < values.length; index += step) {
    const value = values[index] as number;
    if (Number.isFinite(value)) some.push(value);
  }
  return some;
}
