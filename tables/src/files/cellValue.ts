import type { ReadType } from '../readType.ts';
import { isMissingToken } from '../values/missing.ts';
import { isPlain, type NumberNotation, plainNotation, readNumber } from '../values/notation.ts';
import { notationSql } from './notationSql.ts';

// How a cell of a file becomes a value. Nothing else interprets the text of a cell: the database does it by the SQL below, and
// what it only counts is interpreted by the functions beside it.

/** A column of files: its name there, its name in SQL, and its SQL type or `UNTYPED`. */
export interface FileColumn {
  readonly name: string;
  readonly id: string;
  readonly sqlType: string;
  /** Whether a text of the column may hold an underscore; absent when it was not checked. */
  readonly hasUnderscore?: boolean;
  /** Whether its whole numbers are written in plain digits in the beginning of the file; absent when it was not checked. */
  readonly isPlainlySpelled?: boolean;
  /** Whether the first value is a text that is neither a number nor missing; absent when that is not known. */
  readonly beginsWithText?: boolean;
  /** Whether the texts at the beginning are words, so that they need no closer look; absent when it was not checked. */
  readonly isOfWords?: boolean;
  /** Why it is read only when it is named, as row numbers are; absent for a column of the data. */
  readonly leftOut?: string;
}

/** The type of a CSV field: text that may be anything, unlike a VARCHAR of a Parquet file. */
export const UNTYPED = 'untyped';

const NUMBER = /^(FLOAT|DOUBLE|DECIMAL.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/;
const TIME_TYPE = /^(DATE|TIME|TIMESTAMP)/;
/** Letters first, which no number begins with but infinity and its like. */
const TEXT = /^(?!inf|nan|true|false)[a-z]/i;

/** Whether a column is numeric unless a value of it is text. */
export function mayBeNumeric({ sqlType, beginsWithText = false }: FileColumn): boolean {
  return !beginsWithText && (sqlType === UNTYPED || NUMBER.test(sqlType));
}

/** Whether a value that is no number may be a text, and not only missing. */
export function mayHoldText({ sqlType }: FileColumn): boolean {
  return sqlType !== 'BOOLEAN' && !NUMBER.test(sqlType);
}

/** SQL of a value as a number; NaN when it is missing or no number (1_000 is none, though the database would take it). */
export function numberSql(column: FileColumn, notation: NumberNotation = plainNotation): string {
  const { id, sqlType, hasUnderscore = mayHoldText(column) } = column;
  if (!isPlain(notation)) return `COALESCE(${notationSql(spellingSql(column), notation)}, 'nan'::DOUBLE)`;
  if (sqlType === 'DOUBLE') return `COALESCE(${id}, 'nan'::DOUBLE)`;
  return `COALESCE(TRY_CAST(${hasUnderscore ? `replace(${spellingSql(column)}, '_', 'x')` : id} AS DOUBLE), 'nan'::DOUBLE)`;
}

/** SQL of a value as a category; NULL when it is missing. */
export function categorySql(column: FileColumn): string {
  return column.sqlType === UNTYPED ? `nullif(${column.id}, '')` : spellingSql(column);
}

/** SQL of a value as it is written. */
export function spellingSql({ id, sqlType }: FileColumn): string {
  return sqlType === UNTYPED || sqlType === 'VARCHAR' ? id : `CAST(${id} AS VARCHAR)`;
}

/** Whether a text that is no number stands for a missing value: in a CSV file some do. */
export function isMissingValue({ sqlType }: FileColumn, text: string): boolean {
  return sqlType === UNTYPED && isMissingToken(text);
}

/** Whether a field of a CSV file is for certain neither a number nor missing. */
export function isCertainlyText(field: string): boolean {
  return TEXT.test(field) && !isMissingToken(field);
}

/** Whether a column holds dates or times by its SQL type. */
export function holdsTimes({ sqlType }: FileColumn): boolean {
  return TIME_TYPE.test(sqlType);
}

/** Whether a text is a whole number as one writes it: `7`, not `7.0`. */
export function isWholeNumber(text: string): boolean {
  return /^ *[+-]?\d+ *$/.test(text);
}

/**
 * A text as a category. Whole numbers get one spelling; other text stays as it is, so that what does not belong shows up as a category of
 * its own.
 *
 * @example
 * categoryOf('01.0', 'integer') // => '1'
 */
export function categoryOf(text: string, type: ReadType, notation: NumberNotation = plainNotation): string {
  if (type !== 'integer') return text;
  const number = readNumber(text, notation);
  return Number.isSafeInteger(number) ? String(number === 0 ? 0 : number) : text;
}
