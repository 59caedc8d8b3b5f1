/** How the numbers of a column are written. */
export interface NumberNotation {
  readonly decimal: '.' | ',';
  /** What separates groups of digits; a blank stands for all kinds of blanks, an apostrophe for both kinds. */
  readonly thousands: '' | ',' | '.' | ' ' | "'";
  /** A unit, currency or per cent sign before or after every number, as it is written; '' without one. The numbers stay in that unit. */
  readonly unit: string;
}

/** Numbers as programs write them. */
export const plainNotation: NumberNotation = { decimal: '.', thousands: '', unit: '' };

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;
/** Blanks, also those that do not break. */
export const BLANKS = ' \u00a0\u2007\u2009\u202f';
const MINUS = '\\-\u2212\u2013';

/** The characters that a separator of groups may be. */
const GROUP_CHARACTERS: Readonly<Record<NumberNotation['thousands'], string>> = {
  '': '',
  ',': ',',
  '.': '\\.',
  ' ': BLANKS,
  "'": "'\u2019",
};

/**
 * The pattern of an unsigned number without a unit, in the syntax that JavaScript and RE2 share. Groups have three digits, or two as in
 * India (12,34,567); a number without separators is taken as well.
 */
export function digitsPattern({ decimal, thousands }: Pick<NumberNotation, 'decimal' | 'thousands'>): string {
  const characters = GROUP_CHARACTERS[thousands];
  const grouped = characters === '' ? '' : `\\d{1,3}(?:[${characters}]\\d{2,3})*[${characters}]\\d{3}|`;
  const point = decimal === '.' ? '\\.' : ',';
  return `(?:(?:${grouped}\\d+)(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?`;
}

/** Whether a text is a number as programs write it. */
export function isPlainNumber(text: string): boolean {
  const trimmed = text.trim();
  return PLAIN.test(trimmed) || INFINITE.test(trimmed);
}

/** The parts of a text that may be a number: brackets or a sign, digits with separators, and what stands around them. */
export interface NumberParts {
  readonly isNegative: boolean;
  /** What stands before or after the number, without blanks around it; '' when nothing does. */
  readonly unit: string;
  /** Digits, separators and exponent. */
  readonly digits: string;
}

const AFFIX = `[^\\d\\s,.;:/_()+${MINUS}][^\\d\\s,;:/()+${MINUS}]{0,11}`;
const SIGN = `[+${MINUS}]?`;
const SPACE = `[${BLANKS}]*`;
const DIGITS = `[\\d,.](?:[\\d,.'\u2019${BLANKS}]*[\\d,.])?(?:[eE][+-]?\\d+)?`;
const PARTS = new RegExp(
  `^(?<sign>${SIGN})${SPACE}(?<before>${AFFIX})?${SPACE}(?<inner>${SIGN})${SPACE}(?<digits>${DIGITS})${SPACE}(?<after>${AFFIX}(?:/${AFFIX})?)?(?<end>[${MINUS}]?)$`,
  'u',
);

/** Takes a text apart; undefined when it is no number in any notation. */
export function numberParts(text: string): NumberParts | undefined {
  const trimmed = text.trim();
  const isBracketed = trimmed.startsWith('(') && trimmed.endsWith(')');
  const found = PARTS.exec(isBracketed ? trimmed.slice(1, -1).trim() : trimmed)?.groups;
  if (found === undefined) return undefined;
  const { sign = '', inner = '', end = '', before = '', after = '', digits = '' } = found;
  const signs = [sign, inner, end].filter((one) => one !== '');
  if (signs.length > (isBracketed ? 0 : 1) || (before !== '' && after !== '')) return undefined;
  return { isNegative: isBracketed || (signs.length === 1 && signs[0] !== '+'), unit: before || after, digits };
}

/**
 * The number that a text is in a notation; NaN when it is none.
 *
 * @example
 * readNumber('(1.234,50 €)', { decimal: ',', thousands: '.', unit: '€' }) // => -1234.5
 */
export function readNumber(text: string, notation: NumberNotation): number {
  const trimmed = text.trim();
  if (INFINITE.test(trimmed)) return trimmed.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (isPlain(notation)) return PLAIN.test(trimmed) ? Number(trimmed) : Number.NaN;
  const parts = numberParts(trimmed);
  if (parts === undefined || parts.unit !== notation.unit) return Number.NaN;
  const number = readDigits(parts.digits, notation);
  return parts.isNegative ? -number : number;
}

/** Whether a notation is that of programs. */
export function isPlain({ decimal, thousands, unit }: NumberNotation): boolean {
  return decimal === '.' && thousands === '' && unit === '';
}

function readDigits(digits: string, notation: NumberNotation): number {
  if (!new RegExp(`^${digitsPattern(notation)}$`).test(digits)) return Number.NaN;
  const characters = GROUP_CHARACTERS[notation.thousands];
  const joined = characters === '' ? digits : digits.replaceAll(new RegExp(`[${characters}]`, 'g'), '');
  return Number(joined.replace(',', '.'));
}

const THOUSANDS: Readonly<Record<NumberNotation['thousands'], string>> = {
  '': '',
  ',': 'commas',
  '.': 'points',
  ' ': 'blanks',
  "'": 'apostrophes',
};

/**
 * A notation for a message.
 *
 * @example
 * describeNotation({ decimal: ',', thousands: '.', unit: '€' }) // => 'decimal comma, thousands separated by points, in €'
 */
export function describeNotation({ decimal, thousands, unit }: NumberNotation): string {
  const parts = [
    ...(decimal === ',' ? ['decimal comma'] : thousands === '' ? [] : ['decimal point']),
    ...(thousands === '' ? [] : [`thousands separated by ${THOUSANDS[thousands]}`]),
    ...(unit === '' ? [] : [`in ${unit}`]),
  ];
  return parts.join(', ') || 'plain';
}
