import { isWeighted, rowsBefore, type SortedSample } from './weightedSample.ts';

/**
 * How many values of a sorted list are at most a number (numpy's `searchsorted`, side right), by bisection.
 *
 * @param sorted ascending numbers, without NaN
 * @param value any number but NaN
 * @returns an integer from 0 to the length of the list
 * @example
 * countAtMost([1, 2, 2, 5], 2) // => 3
 */
export function countAtMost(sorted: SortedSample, value: number): number {
  if (isWeighted(sorted)) return rowsBefore(sorted, countAtMost(sorted.values, value));
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
