import { mannWhitney } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `mannw`: Mann–Whitney U test, two-sided: a shift to lower values is found as well as one to higher (Evidently looks for the latter only). */
export const mannWhitneyU: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('mannw', pair);
  return mannWhitney(reference.sorted, current.sorted);
};
