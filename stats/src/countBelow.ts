import { isWeighted, rowsBefore, type SortedSample } from './weightedSample.ts';

/**
 * How many values of a sorted list are smaller than a number (numpy's `searchsorted`, side left), by bisection.
 *
 * @param sorted ascending numbers, without NaN
 * @param value any number but NaN
 * @returns an integer from 0 to the length of the list
 * @example
 * countBelow([1, 2, 2, 5], 2) // => 1
 */
export function countBelow(sorted: SortedSample, value: number): number {
  if (isWeighted(sorted)) return rowsBefore(sorted, countBelow(sorted.values, value));
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
