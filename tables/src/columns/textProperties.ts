import { type PreparedCategories, type TextProperties, type TextProperty, textPropertyNames } from './prepareColumn.ts';

/** Shares are rounded, so that those of many texts are few numbers. */
const SHARE_STEPS = 1000;

const PATTERNS = { letters: /\p{L}/gu, digits: /\p{Nd}/gu, spaces: /\s/gu } as const;

/**
 * Lengths and shares of character classes of a column of texts; texts are counted in code points.
 *
 * @throws RangeError when neither the texts nor their properties are known
 */
export function textProperties({ counts, rows, missing, uncounted }: PreparedCategories): TextProperties {
  if (uncounted?.texts !== undefined) return uncounted.texts;
  if (uncounted !== undefined) throw new RangeError('text needs the texts of both sides, or their properties');
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

/** A value for each property of texts. */
export function byTextProperty<Value>(of: (name: TextProperty) => Value): Readonly<Record<TextProperty, Value>> {
  return Object.fromEntries(textPropertyNames.map((name) => [name, of(name)])) as Record<TextProperty, Value>;
}
