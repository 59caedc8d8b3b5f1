import type { DriftMethod } from '@modelmonitor/api';

const LARGEST_SMALL_REFERENCE = 1000;

/**
 * The method for a column when none is chosen (Evidently 0.7.21, `_get_default_stattest`).
 *
 * @param type whether the column holds numbers or categories
 * @param referenceRows usable rows of the reference; up to 1000, tests with a p-value are taken, else distances
 * @param distinct distinct values of reference and current together
 * @example
 * defaultMethod('numeric', 1000, 6) // => 'ks'
 */
export function defaultMethod(type: 'numeric' | 'categorical', referenceRows: number, distinct: number): DriftMethod {
  const isContinuous = type === 'numeric' && distinct > 5;
  if (referenceRows > LARGEST_SMALL_REFERENCE) return isContinuous ? 'wasserstein' : 'jensenshannon';
  if (isContinuous) return 'ks';
  return distinct > 2 ? 'chisquare' : 'z';
}
