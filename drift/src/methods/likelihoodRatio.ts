import { gTest } from '@modelmonitor/stats';
import { usableRows } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Likelihood-ratio test of the current counts against the reference's counts, scaled to as many rows. */
export const likelihoodRatio: MethodDescriptor = {
  name: 'g_test',
  takes: 'any',
  score: 'p_value',
  drift: '<',
  threshold: 0.1,
  needsSignificance: true,
  words: { title: 'G-test', score: 'p-value', about: 'likelihood ratio of the counts, the reference treated as exact' },
  evidently: 'g_test',
  compare: (pair) => {
    const { reference, current } = categoryCounts(pair);
    // Evidently scales nothing, and scipy then rejects sides of different size.
    const scale = usableRows(pair.current) / usableRows(pair.reference);
    return gTest(
      current,
      reference.map((count) => count * scale),
    );
  },
};
