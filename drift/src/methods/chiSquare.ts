import { chiSquareTest } from '@modelmonitor/stats';
import { categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Current counts against the reference's counts, scaled to as many rows. */
export const chiSquare: MethodDescriptor = {
  name: 'chisquare',
  takes: 'any',
  score: 'p_value',
  drift: '<',
  threshold: 0.05,
  needsSignificance: true,
  words: { title: 'Chi-square test', score: 'p-value', about: 'counts of the categories, the reference treated as exact' },
  evidently: 'chi-square p_value',
  compare: (pair) => {
    const { reference, current } = categoryCounts(pair);
    const scale = total(current) / total(reference);
    return chiSquareTest(
      current,
      reference.map((count) => count * scale),
    );
  },
};

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
