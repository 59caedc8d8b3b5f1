import type { LiveFeatures } from './liveFeatures.ts';

/** Most rows that wait; with a reference that is slow to read, further rows are missing from the counters. */
const mostEarlyRows = 100_000;

/** Replaces the live counters until the reference's bins are known. */
export interface EarlyFeatures extends LiveFeatures {
  /** Counts the rows so far, or drops them without counters. */
  countInto(features: LiveFeatures | undefined): void;
}

/** @param width features of a row */
export function createEarlyFeatures(width: number): EarlyFeatures {
  const waiting: Float64Array[] = [];
  let rowsWaiting = 0;
  return {
    bins: { features: {}, prediction: null },
    notCounted: width,
    count(rows) {
      if (rowsWaiting >= mostEarlyRows) return;
      rowsWaiting += rows.length / width;
      waiting.push(rows);
    },
    counts: () => [],
    ratios: () => [],
    countInto(features) {
      for (const rows of waiting.splice(0)) features?.count(rows);
    },
  };
}
