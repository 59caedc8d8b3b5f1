import { BLANKS, digitsPattern, isPlain, type NumberNotation, readNumber } from '../values/notation.ts';
import { sqlLiteral } from './sqlText.ts';

const MINUS = '\\-\\x{2212}\\x{2013}';
const INFINITE = '[+-]?(?i:inf(?:inity)?)';

/**
 * SQL of a text as a number in a notation; NULL when it is none. Its twin is `readNumber`: both read the same texts as the same numbers.
 *
 * @param text SQL of the text
 */
export function notationSql(text: string, notation: NumberNotation): string {
  if (isPlain(notation)) return `TRY_CAST(${text} AS DOUBLE)`;
  const { whole, digits } = patternsOf(notation);
  const trimmed = `regexp_replace(${text}, ${sqlLiteral(`^[\\s${blanks()}]+|[\\s${blanks()}]+$`)}, '', 'g')`;
  const bare = notation.unit === '' ? text : `replace(${text}, ${sqlLiteral(notation.unit)}, '')`;
  const found = `regexp_extract(${bare}, ${sqlLiteral(digits)})`;
  const separators = notation.thousands === '' ? found : `regexp_replace(${found}, ${sqlLiteral(`[${separatorsOf(notation)}]`)}, '', 'g')`;
  const plain = notation.decimal === ',' ? `replace(${separators}, ',', '.')` : separators;
  // The only signs beside that of an exponent stand outside the digits.
  const outside = `replace(${bare}, ${found}, '')`;
  const sign = `CASE WHEN regexp_matches(${outside}, ${sqlLiteral(`[(${MINUS}]`)}) THEN -1 ELSE 1 END`;
  return (
    `CASE WHEN regexp_full_match(${trimmed}, ${sqlLiteral(INFINITE)}) THEN TRY_CAST(${trimmed} AS DOUBLE) ` +
    `WHEN regexp_full_match(${trimmed}, ${sqlLiteral(whole)}) THEN ${sign} * TRY_CAST(${plain} AS DOUBLE) END`
  );
}

/** Patterns in the syntax of RE2: of a whole text, and of the digits in it. */
function patternsOf(notation: NumberNotation): { whole: string; digits: string } {
  const digits = re2(digitsPattern(notation));
  const space = `[${blanks()}]*`;
  const sides = sidesOf(notation);
  const signs = [
    ['', '', ''],
    [`[+${MINUS}]`, '', ''],
    ['', `[+${MINUS}]`, ''],
    ['', '', `[${MINUS}]`],
  ];
  const forms = sides.flatMap(([before, after]) =>
    signs.map(([first, inner, last]) => `${first}${space}${before}${inner}${space}${digits}${after}${space}${last}`),
  );
  const inBrackets = sides.map(([before, after]) => `\\(${space}${before}${digits}${after}${space}\\)`);
  return { whole: [...forms, ...inBrackets].join('|'), digits };
}

/** What may stand before and after the digits, by what the twin reads. */
function sidesOf(notation: NumberNotation): [before: string, after: string][] {
  const unit = escaped(notation.unit);
  if (unit === '') return [['', '']];
  const isNumber = (text: string) => !Number.isNaN(readNumber(text, notation));
  const after = isNumber(`1${notation.unit}`) ? `[${blanks()}]*${unit}` : `[${blanks()}]+${unit}`;
  return [...(isNumber(`${notation.unit}1`) ? [[`${unit}[${blanks()}]*`, ''] as [string, string]] : []), ['', after]];
}

function blanks(): string {
  return re2(BLANKS);
}

function separatorsOf({ thousands }: NumberNotation): string {
  if (thousands === ' ') return blanks();
  return thousands === "'" ? "'\\x{2019}" : thousands;
}

/** A pattern of JavaScript in the syntax of RE2. */
function re2(pattern: string): string {
  return pattern.replaceAll(/\\u([0-9a-f]{4})/g, '\\x{$1}');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
