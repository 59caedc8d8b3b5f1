import { timeNotation } from './times.ts';

/** What the values of a column of texts are. */
export type Nature = 'categories' | 'text' | 'identifier' | 'time';

/** Fewer rows do not show whether values repeat. */
const FEWEST_ROWS = 10;

/** So few whole numbers are categories in however few rows. */
const FEW = 10;
const WHOLE = /^[+-]?\d{1,9}$/;

/** A chi-square test expects five rows in a category: more categories than this with fewer rows each are no categories. */
const [MANY, FEWEST_ROWS_EACH] = [100, 5];

/** Identifiers and long texts are none when they repeat as categories do. */
const MOST_REPEATS = 10;

/** Characters on average from which values are sentences. */
const LONG = 40;
const VERY_LONG = 100;

/** Values that name one person, page or thing wherever they occur: e-mail, UUID, URL, hash, IP and MAC address. */
const STRICT =
  /^[^\s@]+@[^\s@]+\.[a-z]{2,}$|^\{?[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}\}?$|^[a-z]{2,6}:\/\/\S+$|^www\.\S+$|^(?=.*\d)(?=.*[a-f])[\da-f]{16,}$|^(\d{1,3}\.){3}\d{1,3}$|^([\da-f]{2}[:-]){5}[\da-f]{2}$/i;

/** Codes: no blanks, and a digit. */
const CODE = /^(?=.*\d)[^\s]{3,}$|^[+(]?\d[\d ()/.-]{5,}$/;

/** Values that are looked at, evenly. */
const SAMPLED = 1000;

/**
 * What texts are, by their content: dates and times; identifiers and texts, where most values are different or too many to be categories;
 * else categories. The same in 45 rows as in 45,000.
 *
 * @param counts rows of each text
 */
export function natureOf(counts: ReadonlyMap<string, number>): Nature {
  if (counts.size === 0) return 'categories';
  if (timeNotation(counts) !== undefined) return 'time';
  if (counts.size <= FEW && counts.keys().every((text) => WHOLE.test(text))) return 'categories';
  const rows = counts.values().reduce((sum, count) => sum + count, 0);
  const repeats = rows / counts.size;
  const isDifferent = rows >= FEWEST_ROWS && counts.size > rows / 2;
  const isSparse = counts.size > MANY && repeats < FEWEST_ROWS_EACH;
  const mayBeCategories = repeats >= MOST_REPEATS && counts.size <= MANY;
  if (!isDifferent && !isSparse && mayBeCategories) return 'categories';
  const { strict, codes, length } = sampleOf(counts);
  if (strict && counts.size > 1) return 'identifier';
  if (isDifferent || isSparse) return codes ? 'identifier' : 'text';
  const isText = repeats < MOST_REPEATS ? length > LONG : length > VERY_LONG;
  return isText && counts.size > FEWEST_ROWS ? 'text' : 'categories';
}

/** Whether nearly all of some values, taken evenly, are identifiers or codes, and their mean length. */
function sampleOf(counts: ReadonlyMap<string, number>): { strict: boolean; codes: boolean; length: number } {
  const step = Math.max(1, Math.floor(counts.size / SAMPLED));
  let [position, sampled, strict, codes, length] = [0, 0, 0, 0, 0];
  for (const text of counts.keys()) {
    if (position++ % step !== 0) continue;
    sampled++;
    length += text.length;
    strict += Number(STRICT.test(text));
    codes += Number(CODE.test(text));
  }
  const enough = 0.9 * sampled;
  return { strict: strict >= enough, codes: codes >= enough, length: length / sampled };
}
