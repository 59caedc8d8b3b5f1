import { currencies } from './currencies.ts';

/** How the numbers of a column are written. */
export interface NumberNotation {
  readonly decimal: '.' | ',';
  /** What separates groups of digits; a blank stands for all kinds of blanks, an apostrophe for both kinds. */
  readonly thousands: '' | ',' | '.' | ' ' | "'";
  /** A unit, currency or per cent sign before or after every number, as it is written; '' without one. The numbers stay in that unit. */
  readonly unit: string;
  /** Whether negative numbers may be written (5), 5- or with a typographic minus. True of every other notation than that of programs. */
  readonly anyMinus?: boolean;
}

/** Numbers as programs write them. */
export const plainNotation: NumberNotation = { decimal: '.', thousands: '', unit: '' };

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;
/** Blanks, also those that do not break. */
export const BLANKS = ' \u00a0\u2007\u2009\u202f';
/** Minus signs in a class of characters. */
const MINUS = '\\-\u2212\u2013';
const LONGEST = 60;

/** The characters that a separator of groups may be. */
const GROUP_CHARACTERS: Readonly<Record<NumberNotation['thousands'], string>> = {
  '': '',
  ',': ',',
  '.': '.',
  ' ': BLANKS,
  "'": "'\u2019",
};

/**
 * The pattern of an unsigned number without a unit, in the syntax that JavaScript and RE2 share. Groups have three digits, or between
 * commas two as in India (12,34,567); none begins with a zero. A number without separators is taken as well.
 */
export function digitsPattern({ decimal, thousands }: Pick<NumberNotation, 'decimal' | 'thousands'>): string {
  const characters = GROUP_CHARACTERS[thousands];
  const inner = thousands === ',' ? '\\d{2,3}' : '\\d{3}';
  const grouped = characters === '' ? '' : `[1-9]\\d{0,2}(?:[${characters}]${inner})*[${characters}]\\d{3}|`;
  const point = decimal === '.' ? '\\.' : ',';
  return `(?:(?:${grouped}\\d+)(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?`;
}

/** Whether a text is a number as programs write it. */
export function isPlainNumber(text: string): boolean {
  const trimmed = text.trim();
  return PLAIN.test(trimmed) || INFINITE.test(trimmed);
}

/** Whether a notation is that of programs. */
export function isPlain({ decimal, thousands, unit, anyMinus = false }: NumberNotation): boolean {
  return decimal === '.' && thousands === '' && unit === '' && !anyMinus;
}

/** The parts of a text that may be a number. */
export interface NumberParts {
  readonly isNegative: boolean;
  /** What stands before or after the number, without blanks around it; '' when nothing does. */
  readonly unit: string;
  /** Digits, separators and exponent. */
  readonly digits: string;
}

const SIGN = `[+${MINUS}]?`;
const SPACE = `[${BLANKS}]*`;
const DIGITS = `[\\d,.](?:[\\d,.'\u2019${BLANKS}]*[\\d,.])?(?:[eE][+-]?\\d+)?`;
/** A unit after a number, of one or two words: km/h, m², m2, °C, %, sq ft. */
const UNIT = '[\\p{L}°µ%‰²³][\\p{L}°µ%‰²³/.^]{0,11}[23]?(?: [\\p{L}²³/.]{1,8})?';
const PARTS = new RegExp(
  `^(?<sign>${SIGN})${SPACE}(?<before>${currencies})?${SPACE}(?<inner>${SIGN})${SPACE}(?<digits>${DIGITS})` +
    `(?<space>${SPACE})(?<after>${currencies}|${UNIT})?${SPACE}(?<end>[${MINUS}]?)$`,
  'u',
);
/** One letter right after digits is part of a code (12B) but for these; alone, the points of the compass are coordinates. */
const ATTACHED_LETTER = /^[gmshlLtdyVJKkMx%‰°]$/u;
const COMPASS = /^[NSEWO]$/;

/** Takes a text apart; undefined when it is no number in any notation. */
export function numberParts(text: string): NumberParts | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.trim();
  const isBracketed = trimmed.startsWith('(') && trimmed.endsWith(')');
  const found = PARTS.exec(isBracketed ? trimmed.slice(1, -1).trim() : trimmed)?.groups;
  if (found === undefined) return undefined;
  const { sign = '', inner = '', end = '', before = '', after = '', space = '', digits = '' } = found;
  const signs = [sign, inner, end].filter((one) => one !== '');
  if (signs.length > (isBracketed ? 0 : 1) || (before !== '' && after !== '') || !/\d/.test(digits)) return undefined;
  if (COMPASS.test(after) || (space === '' && /^\p{L}$/u.test(after) && !ATTACHED_LETTER.test(after))) return undefined;
  return { isNegative: isBracketed || (signs.length === 1 && signs[0] !== '+'), unit: before || after, digits };
}

/** Reads numbers in a notation; NaN when a text is none. */
export function numberReader(notation: NumberNotation): (text: string) => number {
  const isOfPrograms = isPlain(notation);
  const digitsOnly = new RegExp(`^${digitsPattern(notation)}$`);
  const characters = GROUP_CHARACTERS[notation.thousands];
  const separators = characters === '' ? undefined : new RegExp(`[${characters}]`, 'g');
  return (text) => {
    const trimmed = text.trim();
    if (INFINITE.test(trimmed)) return trimmed.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    if (isOfPrograms) return PLAIN.test(trimmed) ? Number(trimmed) : Number.NaN;
    const parts = numberParts(trimmed);
    if (parts === undefined || parts.unit !== notation.unit || !digitsOnly.test(parts.digits)) return Number.NaN;
    const joined = separators === undefined ? parts.digits : parts.digits.replaceAll(separators, '');
    const number = Number(notation.decimal === ',' ? joined.replace(',', '.') : joined);
    return parts.isNegative ? -number : number;
  };
}

/**
 * The number that a text is in a notation; NaN when it is none.
 *
 * @example
 * readNumber('(1.234,50 €)', { decimal: ',', thousands: '.', unit: '€' }) // => -1234.5
 */
export function readNumber(text: string, notation: NumberNotation): number {
  return numberReader(notation)(text);
}

const THOUSANDS: Readonly<Record<NumberNotation['thousands'], string>> = {
  '': '',
  ',': 'commas',
  '.': 'points',
  ' ': 'blanks',
  "'": 'apostrophes',
};

/**
 * A notation for a message that begins "numbers with".
 *
 * @example
 * describeNotation({ decimal: ',', thousands: '.', unit: '€' }) // => 'decimal comma, thousands separated by points, unit €'
 */
export function describeNotation({ decimal, thousands, unit, anyMinus = false }: NumberNotation): string {
  const parts = [
    ...(decimal === ',' ? ['decimal comma'] : []),
    ...(thousands === '' ? [] : [`thousands separated by ${THOUSANDS[thousands]}`]),
    ...(unit === '' ? [] : [`unit ${unit}`]),
  ];
  return parts.join(', ') || (anyMinus ? 'another minus sign' : 'decimal point');
}
