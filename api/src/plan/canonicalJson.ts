import { type Fields, isFields } from '../fields.ts';

/**
 * JSON text that does not depend on the order in which an object's keys were written.
 *
 * @example
 * canonicalJson({ b: 1, a: [2] }) // => '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (isFields(item) ? inOrder(item) : item));
}

function inOrder(fields: Fields): Fields {
  const names = Object.keys(fields);
  if (names.every((name, at) => at === 0 || name > (names[at - 1] ?? ''))) return fields;
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}
