const STRICT: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const LENIENT: ReadonlyMap<string, boolean> = new Map([
  ...STRICT,
  ...['t', 'yes', 'y', '1', '1.0'].map((text) => [text, true] as const),
  ...['f', 'no', 'n', '0', '0.0'].map((text) => [text, false] as const),
]);

export interface TruthOptions {
  /** Whether 1, 0, yes, no, y, n, t and f count too, since something else makes the column one of truth values. */
  readonly lenient?: boolean;
}

/**
 * What a text means as a boolean, in any case.
 *
 * @example
 * truthOf('TRUE') // => true
 * truthOf('1') // => undefined
 * truthOf('1', { lenient: true }) // => true
 */
export function truthOf(text: string, { lenient = false }: TruthOptions = {}): boolean | undefined {
  return (lenient ? LENIENT : STRICT).get(text.trim().toLowerCase());
}

/** Whether all categories are truth values, and there is at least one. */
export function looksLikeTruth(categories: Iterable<string>, options: TruthOptions = {}): boolean {
  let found = 0;
  for (const category of categories) {
    if (truthOf(category, options) === undefined) return false;
    found++;
  }
  return found > 0;
}
