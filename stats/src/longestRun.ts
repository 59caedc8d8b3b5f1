import { isWeighted, type SortedSample, type WeightedSample } from './weightedSample.ts';

/**
 * The most common value of a sorted sample, the smallest of them when several are, and how many distinct values there are. 0 and −0 are one.
 *
 * @param sorted ascending numbers, without NaN
 * @returns the value (undefined for an empty sample), how often it comes, and the number of distinct values
 * @example
 * longestRun([1, 2, 2, 5]) // => { value: 2, count: 2, distinct: 3 }
 */
export function longestRun(sorted: SortedSample): { value: number | undefined; count: number; distinct: number } {
  if (isWeighted(sorted)) return longestWeighted(sorted);
  let [value, count, distinct, start] = [undefined as number | undefined, 0, 0, 0];
  for (let index = 1; index <= sorted.length; index++) {
    if (sorted[index] === sorted[start]) continue;
    distinct++;
    if (index - start > count) {
      count = index - start;
      value = sorted[start];
    }
    start = index;
  }
  return { value, count, distinct };
}

function longestWeighted({ values, counts }: WeightedSample): ReturnType<typeof longestRun> {
  let longest = 0;
  for (let index = 1; index < values.length; index++) if ((counts[index] as number) > (counts[longest] as number)) longest = index;
  return { value: values[longest], count: counts[longest] ?? 0, distinct: values.length };
}
