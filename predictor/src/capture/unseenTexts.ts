/** The texts of unseen categories of one feature by number, so that rows hold numbers only. */
export interface UnseenTexts {
  /** The number of a text; 0, which stands for all others, when there is no room for it. */
  codeOf(text: string): number;
  /** Texts by number. */
  readonly texts: readonly string[];
}

/** Stands for texts that there is no room for. */
const others = '(other)';

/**
 * At most so many texts. When there is no room, those that no row holds any more are forgotten, at most once per half as many new texts: where
 * rows hold no more than half of them, there is always room.
 *
 * @param codesInUse the numbers that rows hold
 */
export function createUnseenTexts(most: number, codesInUse: () => Iterable<number>): UnseenTexts {
  const texts = [others];
  const codes = new Map<string, number>([[others, 0]]);
  let free: number[] = [];
  let sinceCleared = most;
  const clear = () => {
    sinceCleared = 0;
    const used = new Set(codesInUse());
    free = [];
    for (const [text, code] of codes) {
      if (code === 0 || used.has(code)) continue;
      codes.delete(text);
      free.push(code);
    }
  };
  return {
    texts,
    codeOf(text) {
      const known = codes.get(text);
      if (known !== undefined) return known;
      sinceCleared++;
      if (free.length === 0 && texts.length > most && sinceCleared >= most / 2) clear();
      const code = free.pop() ?? (texts.length > most ? undefined : texts.length);
      if (code === undefined) return 0;
      texts[code] = text;
      codes.set(text, code);
      return code;
    },
  };
}
