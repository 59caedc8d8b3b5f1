/**
 * The most frequent categories of a sample, and bounds for all that was left out.
 *
 * A category that is listed came at least `counts` times and at most `countError` times more; one that is not listed came at most
 * `largestUnlisted` times. Both bounds hold for certain: a Misra–Gries summary that keeps what it knows of its error instead of subtracting it
 * (Agarwal et al., Mergeable Summaries, 2013).
 */
export interface FrequentSketch {
  readonly rows: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly countError: number;
  readonly largestUnlisted: number;
}

/** Rows that no listed category accounts for. */
export function rowsBeyondList({ rows, counts }: FrequentSketch): number {
  return rows - counts.values().reduce((sum, count) => sum + count, 0);
}

/** Whether every category is listed with its own count. */
export function isExactFrequent(sketch: FrequentSketch): boolean {
  return sketch.countError === 0 && rowsBeyondList(sketch) === 0;
}

/** The exact sketch of counted categories, those of the same count in the order of their characters. */
export function frequentSketch(counts: ReadonlyMap<string, number>): FrequentSketch {
  const rows = counts.values().reduce((sum, count) => sum + count, 0);
  return { rows, counts: byFrequency(counts), countError: 0, largestUnlisted: 0 };
}

/** The sketch of two samples together. Counts of categories that both list are added; what one of them did not list widens the bounds. */
export function mergedFrequent(one: FrequentSketch, other: FrequentSketch): FrequentSketch {
  const counts = new Map(one.counts);
  for (const [category, count] of other.counts) counts.set(category, (counts.get(category) ?? 0) + count);
  const inBoth = other.counts.keys().some((category) => one.counts.has(category)) ? one.countError + other.countError : 0;
  const onlyInOne = counts.size > other.counts.size ? one.countError + other.largestUnlisted : 0;
  const onlyInOther = counts.size > one.counts.size ? other.countError + one.largestUnlisted : 0;
  return {
    rows: one.rows + other.rows,
    counts: byFrequency(counts),
    countError: Math.max(inBoth, onlyInOne, onlyInOther),
    largestUnlisted: one.largestUnlisted + other.largestUnlisted,
  };
}

/**
 * A sketch of the most frequent categories only.
 *
 * @param keeps asked of each category, most frequent first, until it refuses one that could be listed
 * @param listable categories that may be listed at all
 */
export function thinnedFrequent(
  sketch: FrequentSketch,
  keeps: (category: string, count: number) => boolean,
  listable: (category: string) => boolean = () => true,
): FrequentSketch {
  const kept = new Map<string, number>();
  let [dropped, full] = [0, false];
  for (const [category, count] of sketch.counts) {
    const may = listable(category);
    full ||= may && !keeps(category, count);
    if (may && !full) kept.set(category, count);
    else dropped = Math.max(dropped, count + sketch.countError);
  }
  return { ...sketch, counts: kept, largestUnlisted: Math.max(sketch.largestUnlisted, dropped) };
}

function byFrequency(counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)));
}
