import { currencies } from './currencies.ts';
import { NEARLY_ALL } from './findNotation.ts';
import { isMissingMarker } from './missing.ts';
import { isPlainNumber } from './notation.ts';

const AMOUNT = new RegExp(
  `^[(+\\-\u2212]?(?<before>${currencies})?[ \u00a0]?[\\d][\\d.,' \u00a0]*?[ \u00a0]?(?<after>[\\p{L}°µ%‰²³][\\p{L}°µ%²³/.]{0,9})?\\)?$`,
  'u',
);
const MOST_UNITS = 6;

/** A flag of an office of statistics for a value that is not available. */
const FLAG_ALONE = /^: ?[a-z]{0,3}$/;
const HAS_DECIMALS = /\d[.,]\d/;

/**
 * The units of a column of amounts that do not share one, as €110.5M and €600K; the most common first. Numbers without a unit count if some
 * have decimals, as 12.5 and 12.7 b: others may be numbers of houses.
 *
 * @returns undefined when the values are no amounts, or there are so many units that they are codes
 */
export function mixedUnits(counts: ReadonlyMap<string, number>): readonly string[] | undefined {
  const units = new Map<string, number>();
  const isMeasured = counts.keys().some((text) => HAS_DECIMALS.test(text));
  let [written, amounts, plain] = [0, 0, 0];
  for (const [text, count] of counts) {
    if (isMissingMarker(text) || FLAG_ALONE.test(text.trim())) continue;
    written += count;
    const { before = '', after = '' } = AMOUNT.exec(text.trim())?.groups ?? {};
    if (before + after === '') {
      if (isMeasured && isPlainNumber(text)) plain += count;
      continue;
    }
    amounts += count;
    units.set(before + after, (units.get(before + after) ?? 0) + count);
    if (units.size > MOST_UNITS) return undefined;
  }
  if (amounts === 0 || amounts + plain < NEARLY_ALL * written) return undefined;
  if (plain > 0) units.set('none', plain);
  return [...units].toSorted(([, a], [, b]) => b - a).map(([unit]) => unit);
}
