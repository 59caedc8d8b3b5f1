import { type TextProperty, textPropertyNames } from '../columns/textProperties.ts';

/** A value for each property of texts. */
export function byTextProperty<Value>(of: (name: TextProperty) => Value): Readonly<Record<TextProperty, Value>> {
  return Object.fromEntries(textPropertyNames.map((name) => [name, of(name)])) as Record<TextProperty, Value>;
}
