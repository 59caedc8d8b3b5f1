import { twoProportionZTest } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { CompareColumn } from './methodResult.ts';

/** `z`: the share of rows that are not the smallest category, two-sided. */
export const proportionZ: CompareColumn = (pair) => {
  const { reference, current } = categoryCounts(pair);
  const [referenceRows, currentRows] = [usableRows(pair.reference), usableRows(pair.current)];
  return twoProportionZTest({
    referenceSuccesses: referenceRows - (reference[0] ?? 0),
    referenceRows,
    currentSuccesses: currentRows - (current[0] ?? 0),
    currentRows,
  });
};
