import type { CategoricalSummary } from '@modelmonitor/api';

const MOST_CATEGORIES = 20;

type Counts = ReadonlyMap<string, number>;

/** Summaries of both sides of a categorical column over the same categories: the 20 most frequent of both together, most frequent first. */
export function categoricalSummaries(reference: Counts, current: Counts): { reference: CategoricalSummary; current: CategoricalSummary } {
  const values = mostFrequent(reference, current);
  return { reference: categoricalSummary(reference, values), current: categoricalSummary(current, values) };
}

function mostFrequent(reference: Counts, current: Counts): string[] {
  const pooled = new Map(reference);
  for (const [value, count] of current) pooled.set(value, (pooled.get(value) ?? 0) + count);
  const byFrequency = [...pooled].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return byFrequency.slice(0, MOST_CATEGORIES).map(([value]) => value);
}

function categoricalSummary(counts: Counts, values: readonly string[]): CategoricalSummary {
  const rows = counts.values().reduce((sum, count) => sum + count, 0);
  const shown = values.map((value) => counts.get(value) ?? 0);
  const other = rows - shown.reduce((sum, count) => sum + count, 0);
  return { rows, distinct: counts.size, histogram: { values: [...values], counts: shown, other } };
}
