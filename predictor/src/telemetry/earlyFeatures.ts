import type { LiveFeatures } from './liveFeatures.ts';

/** Rows that wait at most; more come in only where a reference takes long to read, and are then missing from the counters. */
const mostEarlyRows = 100_000;

/** Stands in for live counters until the reference's bins are known. */
export interface EarlyFeatures extends LiveFeatures {
  /** Counts what came in so far, or lets it go where there is nothing to count into. */
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
