import { isMissingMarker, plainNotation, readNumber } from '@modelmonitor/tables/values';

/** Longer texts are no numbers. */
const longestNumber = 64;

/**
 * The number that a value of JSON means: itself, or one that a client sends as text, as `"3.5"` or `"1e-05"`.
 *
 * @returns NaN for a text that stands for a missing value, such as "nan" or "?"; undefined for anything else
 */
export function numberMeant(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > longestNumber) return undefined;
  if (isMissingMarker(value)) return Number.NaN;
  const number = readNumber(value, plainNotation);
  return Number.isNaN(number) ? undefined : number;
}
