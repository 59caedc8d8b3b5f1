import { currencies } from './currencies.ts';
import { NEARLY_ALL } from './findNotation.ts';
import { isMissingMarker } from './missing.ts';

const AMOUNT = new RegExp(
  `^[(+\\-\u2212]?(?<before>${currencies})?[ \u00a0]?[\\d][\\d.,' \u00a0]*?[ \u00a0]?(?<after>[\\p{L}°µ%‰²³][\\p{L}°µ%²³/.]{0,9})?\\)?$`,
  'u',
);
const MOST_UNITS = 6;

/**
 * The units of a column of amounts that do not share one, as €110.5M and €600K; the most common first.
 *
 * @returns undefined when the values are no amounts, or there are so many units that they are codes
 */
export function mixedUnits(counts: ReadonlyMap<string, number>): readonly string[] | undefined {
  const units = new Map<string, number>();
  let [written, amounts] = [0, 0];
  for (const [text, count] of counts) {
    if (isMissingMarker(text)) continue;
    written += count;
    const { before = '', after = '' } = AMOUNT.exec(text.trim())?.groups ?? {};
    if (before + after === '') continue;
    amounts += count;
    units.set(before + after, (units.get(before + after) ?? 0) + count);
    if (units.size > MOST_UNITS) return undefined;
  }
  if (amounts === 0 || amounts < NEARLY_ALL * written) return undefined;
  return [...units].toSorted(([, a], [, b]) => b - a).map(([unit]) => unit);
}
