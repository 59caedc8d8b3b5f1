import { twoProportionZTest } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** The share of rows that are not the smallest category, two-sided. */
export const proportionZ: MethodDescriptor = {
  name: 'z',
  takes: 'any',
  score: 'p_value',
  drift: '<',
  threshold: 0.05,
  needsSignificance: true,
  words: { title: 'Two-proportion z-test', score: 'p-value', about: 'share of the rows that are not the smallest category' },
  evidently: 'Z-test p_value',
  compare: (pair) => {
    const { reference, current } = categoryCounts(pair);
    const [referenceRows, currentRows] = [usableRows(pair.reference), usableRows(pair.current)];
    return twoProportionZTest({
      referenceSuccesses: referenceRows - (reference[0] ?? 0),
      referenceRows,
      currentSuccesses: currentRows - (current[0] ?? 0),
      currentRows,
    });
  },
};
