import { isMissingMarker, type NumberNotation, plainNotation, readNumber } from '@modelmonitor/tables/values';

/** Longer texts are no numbers. */
const longestNumber = 64;

/**
 * The number that a value of JSON means: itself, or one that a client sends as text, as `"3.5"` or `"1e-05"`, or in the notation of the
 * feature, with its unit or without.
 *
 * @returns NaN for a text that stands for a missing value, such as "nan" or "?"; undefined for anything else, and for a text that is another
 *   number in either notation
 */
export function numberMeant(value: unknown, notation: NumberNotation = plainNotation): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > longestNumber) return undefined;
  if (isMissingMarker(value)) return Number.NaN;
  const notations = notation === plainNotation ? [notation] : [plainNotation, notation, { ...notation, unit: '' }];
  const numbers = new Set(notations.map((one) => readNumber(value, one)).filter((number) => !Number.isNaN(number)));
  return numbers.size === 1 ? numbers.values().next().value : undefined;
}
