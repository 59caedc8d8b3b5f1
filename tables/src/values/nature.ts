import { timeNotation } from './times.ts';

/** What the values of a column of texts are. */
export type Nature = 'categories' | 'text' | 'identifier' | 'time';

/** Fewer rows than this do not show whether values repeat. */
const FEWEST_ROWS = 10;
/** Longer values on average are texts, if they hardly repeat. */
const LONG = 40;
const IDENTIFIER = /^(?=.*\d)[\p{L}\d_.:/#@+-]{4,}$|^[^\s@]+@[^\s@]+\.[a-z]{2,}$|^https?:\/\//iu;

/**
 * What texts are, by their content: dates and times; identifiers and texts, where most values are different or long; else categories. The
 * same in 45 rows as in 45,000.
 *
 * @param counts rows of each text
 */
export function natureOf(counts: ReadonlyMap<string, number>): Nature {
  if (counts.size === 0) return 'categories';
  if (timeNotation(counts) !== undefined) return 'time';
  let [rows, length, identifiers] = [0, 0, 0];
  for (const [text, count] of counts) {
    rows += count;
    length += text.length;
    if (IDENTIFIER.test(text)) identifiers++;
  }
  const isDifferent = rows >= FEWEST_ROWS && counts.size > rows / 2;
  const isLong = length > LONG * counts.size && counts.size > Math.max(FEWEST_ROWS, rows / 10);
  if (!isDifferent && !isLong) return 'categories';
  return identifiers > counts.size * 0.9 ? 'identifier' : 'text';
}
