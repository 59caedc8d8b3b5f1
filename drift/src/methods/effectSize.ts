import { ksStatistic, totalVariationDistance } from '@modelmonitor/stats';
import type { ColumnPair } from '@modelmonitor/tables';
import { categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import type { MethodResult } from './methodResult.ts';

/** How large a difference is, whatever the number of rows: 0 is none, 1 that the sides have nothing in common. */
export interface EffectSize {
  readonly measure: 'ks_statistic' | 'total_variation';
  readonly size: number;
}

/**
 * The effect beside a p-value: of numbers the largest difference of the distribution functions, of categories the share of the rows that
 * would have to change category; undefined for a distance, which is an effect itself. A method that takes any column compares numbers by
 * their values, as categories.
 */
export function effectSize(pair: ColumnPair, method: MethodDescriptor, { pValue, statistic }: MethodResult): EffectSize | undefined {
  if (pValue === undefined) return undefined;
  if (method.statisticIsEffect) return { measure: 'ks_statistic', size: statistic };
  if (pair.type === 'numeric' && method.takes === 'numbers') {
    return { measure: 'ks_statistic', size: ksStatistic(pair.reference.sorted, pair.current.sorted) };
  }
  const { reference, current } = categoryCounts(pair);
  return { measure: 'total_variation', size: totalVariationDistance(reference, current) };
}
