import { categoryKey, looksLikeTruth, truthOf } from '@modelmonitor/tables/values';

/**
 * One name for all spellings of a category in a column. Numbers are named as in whole: 1.0 and 1e0 are 1, and zeros in front stay, as in 007;
 * truth values have their most frequent spelling; other texts are their own names.
 *
 * @param counts rows of each text
 * @returns the name of each text
 */
export function categoryNames(counts: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const texts = [...counts.keys()];
  if (looksLikeTruth(texts)) {
    const byRows = texts.toSorted((left, right) => (counts.get(right) ?? 0) - (counts.get(left) ?? 0));
    return new Map(texts.map((text) => [text, byRows.find((name) => truthOf(name) === truthOf(text)) ?? text]));
  }
  const areNumbers = texts.every((text) => text.trim() !== '' && Number.isFinite(Number(text)));
  return new Map(texts.map((text) => [text, areNumbers ? categoryKey(text) : text]));
}

/** Rows of each text of a column, in alphabetical order of the code units. */
export function countTexts(values: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}
