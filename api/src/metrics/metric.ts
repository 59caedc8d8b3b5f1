/** A metric we export: its name, what it means and its labels; the one place dashboards, rules, docs and code take them from. */
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram, in the unit of its name. */
  readonly buckets?: readonly number[];
}

/** Keeps the literal names, so that a misspelled metric is a type error. */
export function catalogue<const Entries extends Readonly<Record<string, Metric>>>(entries: Entries): Entries {
  return entries;
}
