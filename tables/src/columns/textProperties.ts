import type { PreparedCategories } from './preparedColumn.ts';

/** What texts are made of: a value for each row, in ascending order; the shares are of its characters, to a thousandth. */
export type TextProperties = Readonly<Record<TextProperty, Float64Array>>;

export const textPropertyNames = ['length', 'letters', 'digits', 'spaces'] as const;

export type TextProperty = (typeof textPropertyNames)[number];

/** Shares are rounded, so that those of many texts are few numbers. */
const SHARE_STEPS = 1000;

const PATTERNS = { letters: /\p{L}/gu, digits: /\p{Nd}/gu, spaces: /\s/gu } as const;

/**
 * Lengths and shares of character classes of a column of texts; texts are counted in code points.
 *
 * @throws RangeError when the texts are not known, nor what they are made of
 */
export function textProperties({ counts, rows, missing, uncounted }: PreparedCategories): TextProperties {
  if (uncounted?.texts !== undefined) return uncounted.texts;
  if (uncounted !== undefined) throw new RangeError('text needs the texts of both sides, or what they are made of');
  const usable = rows - missing;
  const column = (): Float64Array => new Float64Array(usable);
  const properties = { length: column(), letters: column(), digits: column(), spaces: column() };
  let row = 0;
  for (const [text, count] of counts) {
    const found = propertiesOf(text);
    for (const name of Object.keys(found) as TextProperty[]) properties[name].fill(found[name], row, row + count);
    row += count;
  }
  for (const values of Object.values(properties)) values.sort();
  return properties;
}

function propertiesOf(text: string): Record<TextProperty, number> {
  const length = [...text].length;
  const share = (pattern: RegExp) =>
    length === 0 ? 0 : Math.round(((text.match(pattern)?.length ?? 0) / length) * SHARE_STEPS) / SHARE_STEPS;
  return { length, letters: share(PATTERNS.letters), digits: share(PATTERNS.digits), spaces: share(PATTERNS.spaces) };
}
