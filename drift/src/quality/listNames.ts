import { clippedText } from '@modelmonitor/api/plain';

const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/**
 * The first few of some names, for a sentence.
 *
 * @example
 * listNames(['a', 'b']) // => '"a", "b"'
 */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => JSON.stringify(clippedText(name, LONGEST_NAME)));
  return shown.join(', ') + (names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '');
}
