import { gTest } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { CompareColumn } from './methodResult.ts';

/** `g_test`: likelihood-ratio test of the current counts against the reference's counts, scaled to as many rows. */
export const likelihoodRatio: CompareColumn = (pair) => {
  const { reference, current } = categoryCounts(pair);
  // Evidently scales nothing, and scipy then refuses sides of different size.
  const scale = usableRows(pair.current) / usableRows(pair.reference);
  return gTest(
    current,
    reference.map((count) => count * scale),
  );
};
