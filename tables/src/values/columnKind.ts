import type { ReadType } from '../readType.ts';
import { findNotation, type NotationOptions } from './findNotation.ts';
import { isMissingMarker } from './missing.ts';
import { describeNotation, isPlain, type NumberNotation } from './notation.ts';
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

export interface ColumnKindOptions extends NotationOptions {
  readonly name: string;
}

/**
 * Decides how a column is read from its texts and how often each occurs. Texts that the file writes as missing are not among them; numbers
 * are, since they show the notation.
 *
 * @param counts rows of each text
 */
export function columnKind(counts: ReadonlyMap<string, number>, options: ColumnKindOptions): ColumnKind {
  if (looksLikeTruth(counts.keys())) return { type: 'truth', odd: [], notes: [] };
  const time = timeNotation(counts);
  if (time !== undefined) return { type: 'time', odd: [], notes: [`dates or times (${time})`] };
  const found = findNotation(counts, options);
  if (found === undefined) return { type: 'categorical', odd: [], notes: [] };
  if ('ambiguous' in found) {
    const [one, other] = found.ambiguous.map(describeNotation);
    return {
      type: 'numeric',
      odd: [],
      reason: `its numbers may have a ${one} or a ${other}: --decimal or --thousands says which`,
      notes: [],
    };
  }
  const { notation, odd } = found;
  const markers = [...counts.keys()].filter((text) => isMissingMarker(text));
  const notes = [
    ...(isPlain(notation) ? [] : [`numbers with ${describeNotation(notation)}`]),
    ...(markers.length === 0
      ? []
      : [
          `${markers
            .slice(0, 5)
            .map((text) => JSON.stringify(text))
            .join(', ')} as missing`,
        ]),
  ];
  return { type: 'numeric', notation, odd, notes };
}
