/**
 * The id of a row without a chosen one; the empty text for a row without an id.
 *
 * @example
 * ```ts
 * rowId('a1b2', 36); // 'a1b2-10'
 * ```
 */
export function rowId(series: string, number: number): string {
  return Number.isNaN(number) ? '' : `${series}-${number.toString(36)}`;
}

/**
 * Series and number of an id that `rowId` gave; undefined for any other text.
 *
 * @example
 * ```ts
 * parseRowId('a1b2-10'); // { series: 'a1b2', number: 36 }
 * parseRowId('order-A'); // undefined
 * ```
 */
export function parseRowId(id: string): { series: string; number: number } | undefined {
  const dash = id.lastIndexOf('-');
  const text = id.slice(dash + 1);
  const number = Number.parseInt(text, 36);
  if (dash < 0 || !Number.isSafeInteger(number) || number < 0 || number.toString(36) !== text) return undefined;
  return { series: id.slice(0, dash), number };
}
