import type { ReadType } from '../readType.ts';
import { type FoundNotation, findNotation, NEARLY_ALL, type NotationOptions } from './findNotation.ts';
import { isMissingMarker } from './missing.ts';
import { mixedUnits } from './mixedUnits.ts';
import { natureOf } from './nature.ts';
import { describeNotation, isPlain, isPlainNumber, type NumberNotation, numberReader } from './notation.ts';
import { sum } from './sum.ts';
import { timeNotation } from './times.ts';
import { looksLikeTruth } from './truth.ts';

/** How a column of texts is read, as far as its own values show. */
export interface ColumnKind {
  readonly type: ReadType;
  /** Of numbers; absent when the column has none. */
  readonly notation?: NumberNotation;
  /** Texts that are neither of the type nor missing, each once. */
  readonly odd: readonly string[];
  /** Why the values cannot be used. */
  readonly reason?: string;
  /** What a user should know of how the column is read; each follows a phrase such as "in the reference,". */
  readonly notes: readonly string[];
}

/**
 * Decides how a column is read from its texts and how often each occurs. Texts that the file writes as missing are not among them; numbers
 * are, since they show the notation.
 *
 * @param counts rows of each text
 */
export function columnKind(counts: ReadonlyMap<string, number>, options: NotationOptions = {}): ColumnKind {
  if (looksLikeTruth(counts.keys())) return { type: 'truth', odd: [], notes: [] };
  const time = timeNotation(counts);
  if (time !== undefined) return { type: 'time', odd: [], notes: [`dates or times (${time})`] };
  if (haveZerosInFront(counts)) return { type: 'categorical', odd: [], notes: [] };
  const found = findNotation(counts, options);
  if (found !== undefined) return numbersKind(found, counts);
  const reason = natureOf(counts) === 'categories' ? undefined : reasonAgainstText(counts, options);
  return reason === undefined ? { type: 'categorical', odd: [], notes: [] } : { type: 'numeric', odd: [], reason, notes: [] };
}

/** Why values that are mostly different are no texts, although they are not all numbers either; undefined when they are texts. */
function reasonAgainstText(counts: ReadonlyMap<string, number>, options: NotationOptions): string | undefined {
  const units = mixedUnits(counts);
  if (units !== undefined) return `its values are numbers in different units: ${units.join(', ')}`;
  const found = findNotation(counts, { ...options, share: HALF });
  if (found === undefined || 'ambiguous' in found) return undefined;
  const { notation, odd } = found;
  const written = new Map([...counts].filter(([text]) => !isMissingMarker(text)));
  const read = numberReader(notation);
  const isMeasured = written.keys().some((text) => !Number.isInteger(read(text)) && !Number.isNaN(read(text)));
  if (!isMeasured) return undefined;
  const rows = sum(written.values());
  const share = 1 - sum(odd.map((text) => written.get(text) ?? 0)) / rows;
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  return `expected numbers in at least ${percent(NEARLY_ALL)} of its cells, got them in ${percent(share)}: ${JSON.stringify(odd[0])} is none`;
}

/** From here on a column with decimals is one of numbers that has gone wrong, and no column of texts. */
const HALF = 0.5;

function numbersKind(found: FoundNotation, counts: ReadonlyMap<string, number>): ColumnKind {
  if ('ambiguous' in found) return { type: 'numeric', odd: [], reason: ambiguityText(found), notes: [] };
  const { notation, odd } = found;
  const markers = [...counts.keys()].filter(isMissingMarker);
  const notes = [
    ...(isPlain(notation) ? [] : [`numbers with ${describeNotation(notation)}`]),
    ...(markers.length === 0 ? [] : [`${markers.map((text) => JSON.stringify(text)).join(', ')} as missing`]),
  ];
  return { type: 'numeric', notation, odd, notes };
}

/** Why the notation of a column is not known. */
export function ambiguityText({ ambiguous, example }: Extract<FoundNotation, { ambiguous: unknown }>): string {
  const [one, other] = ambiguous.map(describeNotation);
  return `its values, such as ${JSON.stringify(example)}, are numbers with ${one} or with ${other}: name one by --decimal or --thousands`;
}

/** The share of digits with a zero in front that makes a column one of codes, unless all have the same length. */
const ZEROS_SHARE = 0.02;

/** Whether digits are codes, such as postal codes: some have a zero in front, which numbers have not. A few codes may have letters. */
export function haveZerosInFront(counts: ReadonlyMap<string, number>): boolean {
  const lengths = new Set<number>();
  let [written, zeros, others] = [0, 0, 0];
  for (const [text, count] of counts) {
    if (isMissingMarker(text)) continue;
    const trimmed = text.trim();
    written += count;
    if (/^\d+$/.test(trimmed)) {
      lengths.add(trimmed.length);
      if (trimmed.length > 1 && trimmed.startsWith('0')) zeros += count;
    } else if (isPlainNumber(trimmed)) return false;
    else others += count;
  }
  return zeros > 0 && written - others >= NEARLY_ALL * written && (lengths.size === 1 || zeros >= ZEROS_SHARE * written);
}
