import { kept } from './kept.ts';
import { labelled } from './labelled.ts';
import type { Sample } from './sampled.ts';

/** Counts by label values, kept as plain numbers. */
export interface Tally {
  add(values: readonly string[], amount?: number): void;
  /** What counts one combination of label values; whoever counts often keeps it. */
  counter(values: readonly string[]): Counter;
  samples(): Iterable<Sample>;
}

/** One count. */
export interface Counter {
  count: number;
}

/** A counter by the values of its labels; label values come from bounded lists, never from a request's content. */
export function createTally(labels: readonly string[]): Tally {
  const counters = new Map<string, Counter & { readonly values: readonly string[] }>();
  const counter = (values: readonly string[]): Counter => kept(counters, values.join('\u0000'), () => ({ values, count: 0 }));
  return {
    counter,
    add(values, amount = 1) {
      counter(values).count += amount;
    },
    *samples() {
      for (const { values, count } of counters.values()) yield { labels: labelled(labels, values), value: count };
    },
  };
}
