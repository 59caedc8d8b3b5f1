import { gTest } from '@modelmonitor/stats';
import { usableRows } from '../columns/preparedColumn.ts';
import { categoryCounts } from './categoryCounts.ts';
import type { CompareColumn } from './methodResult.ts';

/** `g_test`: likelihood-ratio test of the current counts against the reference's counts, scaled to as many rows. */
export const likelihoodRatio: CompareColumn = (pair) => {
  const { reference, current } = categoryCounts(pair);
  // Not scaled, as Evidently has it, the p-value of a shorter current side is 1 and of a longer one 0, whatever the shares.
  const scale = usableRows(pair.current) / usableRows(pair.reference);
  return gTest(
    current,
    reference.map((count) => count * scale),
  );
};
