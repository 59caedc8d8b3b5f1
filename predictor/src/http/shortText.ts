import { got } from '../contract/refusedCell.ts';
import { refusal } from '../contract/rowReader.ts';

/** Longest key, version or id of a request, in characters. */
export const longestText = 128;

/**
 * A short text that may be left out.
 *
 * @throws ProblemError (422) for anything else
 */
export function optionalText(value: unknown, pointer: string): string | undefined {
  if (value === undefined) return undefined;
  // A character takes at most two code units: counting is only worth it for what is short enough.
  if (typeof value === 'string' && value !== '' && value.length <= 2 * longestText && [...value].length <= longestText) return value;
  throw refusal([{ pointer, kind: 'wrong_type', wanted: `a text of 1 to ${longestText} characters`, got: got(value) }]);
}
