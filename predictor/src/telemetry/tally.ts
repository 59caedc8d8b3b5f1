import { labelKey, labelled } from './labelKey.ts';
import type { Sample } from './sampled.ts';

/** Counts by label values, kept as plain numbers. */
export interface Tally {
  add(values: readonly string[], amount?: number): void;
  samples(): Iterable<Sample>;
}

/** A counter by the values of its labels; label values come from bounded lists, never from a request's content. */
export function createTally(labels: readonly string[]): Tally {
  const cells = new Map<string, { values: readonly string[]; count: number }>();
  return {
    add(values, amount = 1) {
      const key = labelKey(values);
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, { values, count: amount });
      else cell.count += amount;
    },
    *samples() {
      for (const { values, count } of cells.values()) {
        yield { labels: labelled(labels, values), value: count };
      }
    },
  };
}
