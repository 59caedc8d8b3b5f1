import { fisherExact } from '@modelmonitor/stats';
import { type ColumnPair, pooledDistinct } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

const MOST_CATEGORIES = 2;

/** Fisher's exact test of two categories; the sides may have different numbers of rows. */
export const fisher: MethodDescriptor = {
  name: 'fisher_exact',
  takes: 'any',
  score: 'p_value',
  drift: '<',
  threshold: 0.1,
  needsSignificance: false,
  words: { title: 'Fisher’s exact test', score: 'p-value', about: 'counts of at most two different values' },
  evidently: "Fisher's Exact test",
  compare: (pair) => {
    requireTwoCategories(pair);
    const { reference, current } = categoryCounts(pair);
    return fisherExact([reference[0] ?? 0, reference[1] ?? 0], [current[0] ?? 0, current[1] ?? 0]);
  },
};

function requireTwoCategories(pair: ColumnPair): void {
  if (pooledDistinct(pair, MOST_CATEGORIES + 1) > MOST_CATEGORIES) {
    throw new RangeError('fisher_exact expected at most two different values on both sides together, got more');
  }
}
