import { isMissingMarker } from './missing.ts';
import { isPlainNumber, type NumberNotation, numberParts, plainNotation, readNumber } from './notation.ts';

/**
 * The share of the written values of a column that have to be numbers before the column is one of numbers: few enough odd cells that a
 * second header, units and totals of a small file pass, and more than a column of codes has that are digits by chance.
 */
export const NEARLY_ALL = 0.9;

export interface NotationOptions {
  /** What a user says that separates decimals. */
  readonly decimal?: NumberNotation['decimal'];
  /** What a user says that separates groups of digits. */
  readonly thousands?: NumberNotation['thousands'];
}

/** How nearly all numbers of a column are written, or the two notations that all of them fit. */
export type FoundNotation =
  | { readonly notation: NumberNotation /** Texts that are neither numbers nor missing. */; readonly odd: readonly string[] }
  | { readonly ambiguous: readonly [NumberNotation, NumberNotation] };

/** From the most to the least likely. */
const CANDIDATES: readonly Omit<NumberNotation, 'unit'>[] = [
  { decimal: '.', thousands: '' },
  { decimal: ',', thousands: '' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

/**
 * The notation of a column's numbers: one in which at least nine in ten of the values that are not missing are numbers.
 *
 * @param counts rows of each text
 * @returns undefined when the column is not one of numbers
 */
export function findNotation(counts: ReadonlyMap<string, number>, options: NotationOptions = {}): FoundNotation | undefined {
  const written = new Map([...counts].filter(([text]) => !isMissingMarker(text)));
  const rows = rowsOf(written.values());
  if (rows === 0) return undefined;
  const unit = commonUnit(written);
  const fitting = CANDIDATES.filter((candidate) => isAllowed(candidate, options)).map((candidate) => {
    const notation = { ...candidate, unit };
    const odd = [...written.keys()].filter((text) => Number.isNaN(readNumber(text, notation)));
    return { notation, odd, fits: rows - rowsOf(odd.map((text) => written.get(text) ?? 0)) };
  });
  const most = Math.max(0, ...fitting.map(({ fits }) => fits));
  if (most < NEARLY_ALL * rows) return undefined;
  const [best, ...others] = fitting.filter(({ fits }) => fits === most);
  if (best === undefined) return undefined;
  if (isPlainLike(best.notation)) return { notation: best.notation, odd: best.odd };
  const other = others.find(({ notation }) => readDifferently(written.keys(), [best.notation, notation]));
  return other === undefined ? { notation: best.notation, odd: best.odd } : { ambiguous: [best.notation, other.notation] };
}

function isAllowed(candidate: Omit<NumberNotation, 'unit'>, { decimal, thousands }: NotationOptions): boolean {
  if (decimal !== undefined && candidate.decimal !== decimal) return false;
  return thousands === undefined || candidate.thousands === thousands;
}

function isPlainLike({ decimal, thousands }: NumberNotation): boolean {
  return decimal === plainNotation.decimal && thousands === plainNotation.thousands;
}

/** The unit of most values. */
function commonUnit(written: ReadonlyMap<string, number>): string {
  const units = new Map<string, number>();
  for (const [text, count] of written) {
    const unit = isPlainNumber(text) ? '' : numberParts(text)?.unit;
    if (unit !== undefined) units.set(unit, (units.get(unit) ?? 0) + count);
  }
  const [[unit] = ['']] = [...units].toSorted(([, a], [, b]) => b - a);
  return unit;
}

function readDifferently(texts: Iterable<string>, [one, other]: readonly [NumberNotation, NumberNotation]): boolean {
  for (const text of texts) {
    const [first, second] = [readNumber(text, one), readNumber(text, other)];
    if (first !== second && !(Number.isNaN(first) && Number.isNaN(second))) return true;
  }
  return false;
}

function rowsOf(counts: Iterable<number>): number {
  let rows = 0;
  for (const count of counts) rows += count;
  return rows;
}
