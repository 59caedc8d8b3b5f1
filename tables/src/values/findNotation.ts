import { isMissingMarker } from './missing.ts';
import { isPlain, isPlainNumber, type NumberNotation, numberParts, numberReader, plainNotation } from './notation.ts';
import { sum } from './sum.ts';

/**
 * The share of the written values of a column that have to be numbers before the column is one of numbers: few enough odd cells that a
 * second header, units and totals of a small file pass, and more than a column of codes has that are digits by chance.
 */
export const NEARLY_ALL = 0.9;

export interface NotationOptions {
  /** What the user names as the separator of decimals. */
  readonly decimal?: NumberNotation['decimal'] | undefined;
  /** What the user names as the separator of groups of digits. */
  readonly thousands?: NumberNotation['thousands'] | undefined;
  /** The notation of the other side, which decides where two fit. */
  readonly like?: NumberNotation | undefined;
  /** The share of the values that have to be numbers; that of nearly all when absent. */
  readonly share?: number;
}

/** How nearly all numbers of a column are written, or the two notations that all of them fit. */
export type FoundNotation =
  | {
      readonly notation: NumberNotation;
      /** Texts that are neither numbers nor missing, each once. */
      readonly odd: readonly string[];
    }
  | { readonly ambiguous: readonly [NumberNotation, NumberNotation]; readonly example: string };

/** From the most to the least likely. */
const CANDIDATES: readonly Omit<NumberNotation, 'unit'>[] = [
  { decimal: '.', thousands: '' },
  { decimal: '.', thousands: '', anyMinus: true },
  { decimal: ',', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

/** Texts that show whether a column may be one of numbers at all. */
const SAMPLED_TEXTS = 200;

/**
 * The notation of a column's numbers: the one in which most values are numbers, if they are at least nine in ten of those that are not
 * missing.
 *
 * @param counts rows of each text
 * @returns undefined when the column is not one of numbers
 */
export function findNotation(counts: ReadonlyMap<string, number>, options: NotationOptions = {}): FoundNotation | undefined {
  if (!mayBeNumbers(counts)) return undefined;
  const written = new Map([...counts].filter(([text]) => !isMissingMarker(text)));
  const isOfPrograms = Object.keys(options).length === 0 && written.size > 0 && written.keys().every(isPlainNumber);
  if (isOfPrograms) return { notation: plainNotation, odd: [] };
  const rows = sum(written.values());
  const unit = commonUnit(written);
  if (rows === 0 || unit === undefined) return undefined;
  const readings = CANDIDATES.filter((candidate) => isAllowed(candidate, unit, options)).map((candidate) =>
    readingOf({ ...candidate, unit }, written),
  );
  const most = Math.max(0, ...readings.map(({ fits }) => fits));
  const { share = NEARLY_ALL, like } = options;
  if (most < share * rows) return undefined;
  const [best, ...others] = withoutMills(readings.filter(({ fits }) => fits === most));
  if (best === undefined || isNoMeasure(best, written)) return undefined;
  if (best.notation.decimal === plainNotation.decimal && best.notation.thousands === plainNotation.thousands) return best;
  const example = (other: Reading) => written.keys().find((text) => !Object.is(best.read(text), other.read(text)));
  const other = others.find((candidate) => example(candidate) !== undefined);
  if (other === undefined) return best;
  const plain = readings.find(({ notation, fits }) => isPlain(notation) && fits >= share * rows);
  const decided = plain ?? [best, ...others].find(({ notation }) => isLike(notation, like));
  return decided ?? { ambiguous: [best.notation, other.notation], example: example(other) ?? '' };
}

/** Currencies of places that write a decimal point. */
const POINT_MONEY = /^(A|AU|C|CA|HK|NZ|S|US)?\$|[£¥₹₪₩]|^(USD|GBP|JPY|INR|CNY|AUD|CAD|HKD|SGD|NZD|KRW|ILS|MXN)$|^R[sp]\.?$/;

/** Amounts of money have no three decimals: $1,234 is more than a thousand. */
function withoutMills(readings: readonly Reading[]): readonly Reading[] {
  const [{ notation: first } = { notation: plainNotation }] = readings;
  const isMoney = first.decimal === ',' && POINT_MONEY.test(first.unit);
  const grouped = readings.find(({ notation }) => notation.decimal === '.' && notation.thousands === ',');
  return isMoney && grouped !== undefined ? [grouped] : readings;
}

interface Reading {
  readonly notation: NumberNotation;
  readonly read: (text: string) => number;
  readonly odd: readonly string[];
  /** Rows that are numbers. */
  readonly fits: number;
}

function readingOf(notation: NumberNotation, written: ReadonlyMap<string, number>): Reading {
  const read = numberReader(notation);
  const odd: string[] = [];
  let fits = 0;
  for (const [text, count] of written) {
    if (Number.isNaN(read(text))) odd.push(text);
    else fits += count;
  }
  return { notation, read, odd, fits };
}

/** Whether at least half of some texts, taken evenly, look like numbers: most columns of texts end here. */
function mayBeNumbers(counts: ReadonlyMap<string, number>): boolean {
  const step = Math.max(1, Math.floor(counts.size / SAMPLED_TEXTS));
  let [index, sampled, numbers] = [0, 0, 0];
  for (const text of counts.keys()) {
    if (index++ % step !== 0) continue;
    sampled++;
    if (isPlainNumber(text) || isMissingMarker(text) || numberParts(text) !== undefined) numbers++;
  }
  return numbers >= sampled / 2;
}

/** With a unit, negative numbers are read in any form already. */
function isAllowed(candidate: Omit<NumberNotation, 'unit'>, unit: string, { decimal, thousands }: NotationOptions): boolean {
  if (candidate.anyMinus === true && unit !== '') return false;
  if (decimal !== undefined && candidate.decimal !== decimal) return false;
  return thousands === undefined || candidate.thousands === thousands;
}

function isLike({ decimal, thousands }: NumberNotation, like: NumberNotation | undefined): boolean {
  return like !== undefined && !isPlain(like) && decimal === like.decimal && (thousands === '' || thousands === like.thousands);
}

/** The unit of most values; undefined when none is a number. */
function commonUnit(written: ReadonlyMap<string, number>): string | undefined {
  const units = new Map<string, number>();
  for (const [text, count] of written) {
    const unit = isPlainNumber(text) ? '' : numberParts(text)?.unit;
    if (unit !== undefined) units.set(unit, (units.get(unit) ?? 0) + count);
  }
  const [[unit] = [undefined]] = [...units].toSorted(([, a], [, b]) => b - a);
  return unit;
}

const MOST_UNIT_CATEGORIES = 10;
const IP_ADDRESS = /^(\d{1,3}\.){3}\d{1,3}$/;
const WORD = /^\p{L}/u;

/**
 * What can be read as numbers and measures nothing: a few categories such as 2WD and 4WD, IP addresses, and phone numbers, which all have
 * the same nine or more digits in groups.
 */
function isNoMeasure({ notation, odd }: Reading, written: ReadonlyMap<string, number>): boolean {
  const left = new Set(odd);
  const texts = [...written.keys()].filter((text) => !left.has(text));
  if (WORD.test(notation.unit)) return written.size <= MOST_UNIT_CATEGORIES && texts.every((text) => /^[\d.,]+\p{L}+$/u.test(text));
  if (notation.thousands === '.') return texts.every((text) => IP_ADDRESS.test(text)) || areSameLong(texts);
  return notation.thousands === ' ' && areSameLong(texts);
}

const LONG_NUMBER = 9;
const FEW = 3;

function areSameLong(texts: readonly string[]): boolean {
  const shapes = new Set(texts.map((text) => text.replaceAll(/\d/g, '0')));
  const [shape = ''] = shapes;
  // Without a sign and without decimals.
  const isGrouped = /^[0\s]+$|^[0.]+$/.test(shape);
  return texts.length > FEW && shapes.size === 1 && isGrouped && shape.replaceAll(/[^0]/g, '').length >= LONG_NUMBER;
}
