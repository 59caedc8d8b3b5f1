import { chiSquareTest } from '@modelmonitor/stats';
import { categoryCounts } from './categoryCounts.ts';
import type { CompareColumn } from './methodResult.ts';

/** `chisquare`: current counts against the reference's counts, scaled to as many rows. */
export const chiSquare: CompareColumn = (pair) => {
  const { reference, current } = categoryCounts(pair);
  const scale = total(current) / total(reference);
  return chiSquareTest(
    current,
    reference.map((count) => count * scale),
  );
};

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
