import { valueText } from '@modelmonitor/api/plain';
import { UsageError } from '../errors.ts';
import { splitQuoted, unquoted } from './quotedText.ts';

/** Names that are given: each one as it is, or a list as a user wrote it, of which only the known names tell which commas belong to a name. */
export type NameList = readonly (string | WrittenNames)[];

interface WrittenNames {
  /** The whole text of the option. */
  readonly text: string;
  /** Between commas; as it is written, with blanks and quotes. */
  readonly pieces: readonly string[];
}

/**
 * Names separated by commas. A name in double quotes may hold commas, and `""` for a quote.
 *
 * @example
 * namesAmong(names('"com,ma", b'), ['com,ma', 'b']) // => ['com,ma', 'b']
 */
export function names(given: string): NameList {
  if (given.trim() === '') throw new RangeError(`expected names separated by commas, got ${valueText(given)}`);
  return [{ text: given, pieces: splitQuoted(given) }];
}

/** Names as a user writes them in a list. */
export function listText(list: readonly string[]): string {
  return list.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(',');
}

/**
 * The names of a list. A known name wins wherever the text has it, commas included; the longest one first.
 *
 * @throws UsageError for an empty name
 * @example
 * namesAmong(names('com,ma,b'), ['com,ma', 'b']) // => ['com,ma', 'b']
 */
export function namesAmong(list: NameList, known: Iterable<string>): string[] {
  const names = new Set(known);
  return list.flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    return names.has(entry.text) ? [entry.text] : namesOfPieces(entry, names);
  });
}

/** Every name that a list may hold, where the known ones are still to be found out. */
export function possibleNames(list: NameList): string[] {
  return list.flatMap((entry) => (typeof entry === 'string' ? [entry] : [entry.text, ...entry.pieces.map(unquoted)]));
}

function namesOfPieces({ text, pieces }: WrittenNames, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let start = 0; start < pieces.length; ) {
    const [name, end] = longestKnown(pieces, start, known) ?? [unquoted(pieces[start] ?? ''), start + 1];
    if (name === '') throw new UsageError(`expected names separated by commas, got ${valueText(text)}`);
    found.push(name);
    start = end;
  }
  return found;
}

/** The longest known name that begins with a piece, and the piece after it. */
function longestKnown(pieces: readonly string[], start: number, known: ReadonlySet<string>): [name: string, end: number] | undefined {
  for (let end = pieces.length; end > start; end--) {
    const joined = pieces.slice(start, end).join(',');
    const name = [joined, joined.trim()].find((candidate) => known.has(candidate));
    if (name !== undefined) return [name, end];
  }
  return undefined;
}
