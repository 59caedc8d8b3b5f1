/** An id that a predictor gave: name of the series and number of the row, and the signature, which ids of earlier releases lack. */
export interface ParsedRowId {
  /** Name of the series, without its key. */
  readonly series: string;
  readonly number: number;
  readonly signature?: string;
}

const signedId = /^([0-9a-f]{8}-[0-9a-z]{1,11})\.([\w-]{16})$/;

/**
 * The parts of an id of the form that predictors give; undefined for any other text. The signature is not verified.
 *
 * @example
 * ```ts
 * parseRowId('a1b2c3d4-10.n9MPRQpyUZxEHOyA'); // { series: 'a1b2c3d4', number: 36, signature: 'n9MPRQpyUZxEHOyA' }
 * parseRowId('a1b2-10'); // { series: 'a1b2', number: 36 }
 * parseRowId('order-A'); // undefined
 * ```
 */
export function parseRowId(id: string): ParsedRowId | undefined {
  const [, plain, signature] = signedId.exec(id) ?? [];
  const numbered = plain ?? id;
  const dash = numbered.lastIndexOf('-');
  const text = numbered.slice(dash + 1);
  const number = Number.parseInt(text, 36);
  if (dash < 0 || !Number.isSafeInteger(number) || number < 0 || number.toString(36) !== text) return undefined;
  return { series: numbered.slice(0, dash), number, ...(signature === undefined ? {} : { signature }) };
}

/**
 * Whether a text has the form of the ids that predictors give, so that no caller may choose it.
 *
 * @example
 * ```ts
 * isGivenId('a1b2c3d4-10.n9MPRQpyUZxEHOyA'); // true
 * isGivenId('order-7'); // false
 * ```
 */
export function isGivenId(id: string): boolean {
  return signedId.test(id);
}
