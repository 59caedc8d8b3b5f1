import type { CategoricalSummary } from '@modelmonitor/api';

const MOST_CATEGORIES = 20;

type Counts = ReadonlyMap<string, number>;

/**
 * Summaries of both sides of a categorical column over the same categories: the 20 most frequent of both together, most frequent first.
 *
 * @param isShown whether a category may be shown; the rows of the others are counted together
 */
export function categoricalSummaries(
  reference: Counts,
  current: Counts,
  isShown: (value: string) => boolean = () => true,
): { reference: CategoricalSummary; current: CategoricalSummary } {
  const values = mostFrequent(reference, current).filter(isShown).slice(0, MOST_CATEGORIES);
  return { reference: categoricalSummary(reference, values), current: categoricalSummary(current, values) };
}

function mostFrequent(reference: Counts, current: Counts): string[] {
  const pooled = new Map(reference);
  for (const [value, count] of current) pooled.set(value, (pooled.get(value) ?? 0) + count);
  const byFrequency = [...pooled].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return byFrequency.map(([value]) => value);
}

function categoricalSummary(counts: Counts, values: readonly string[]): CategoricalSummary {
  const rows = counts.values().reduce((sum, count) => sum + count, 0);
  const shown = values.map((value) => counts.get(value) ?? 0);
  const other = rows - shown.reduce((sum, count) => sum + count, 0);
  return { rows, distinct: counts.size, histogram: { values: [...values], counts: shown, other } };
}
