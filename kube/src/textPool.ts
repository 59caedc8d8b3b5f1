/** Texts beyond this length are rarely equal to others. */
const longestText = 200;

/** Different texts that are remembered. */
const mostTexts = 20_000;

/** Levels of a value that are looked at; others may nest deeper. */
const mostLevels = 32;

/** Replaces, in place, texts of a JSON value by equal ones of values before. */
export type ShareTexts = (value: unknown) => void;

/**
 * Holds equal texts once: each parsed object has texts of its own, and ten thousand objects of a kind have mostly the same ones. Keys of
 * objects are shared by the engine.
 */
export function createTextPool(): ShareTexts {
  const known = new Map<string, string>();
  const shared = (text: string): string => {
    if (text.length > longestText) return text;
    const before = known.get(text);
    if (before !== undefined) return before;
    // Others can write ever new texts.
    if (known.size === mostTexts) known.clear();
    known.set(text, text);
    return text;
  };
  const share = (value: unknown, levels: number): void => {
    if (value === null || typeof value !== 'object' || levels === 0) return;
    const fields = value as Record<string, unknown>;
    for (const name of Object.keys(fields)) {
      const field = fields[name];
      if (typeof field === 'string') fields[name] = shared(field);
      else share(field, levels - 1);
    }
  };
  return (value) => share(value, mostLevels);
}
