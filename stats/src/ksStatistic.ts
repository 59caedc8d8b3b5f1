import { eachPooledRun } from './eachPooledRun.ts';
import { isWeighted, type SortedSample } from './weightedSample.ts';

/**
 * Largest difference of two empirical distribution functions, the statistic of the Kolmogorov–Smirnov test.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one
 * @returns from 0 (the same) to 1 (apart)
 * @example
 * ksStatistic([1, 2, 3, 4], [3, 4, 5, 6]) // => 0.5
 */
export function ksStatistic(reference: SortedSample, current: SortedSample): number {
  if (isWeighted(reference) || isWeighted(current)) return weightedStatistic(reference, current);
  const [n, m] = [reference.length, current.length];
  let [i, j, largest] = [0, 0, 0];
  // Once one sample is used up, the difference only shrinks towards 0.
  while (i < n && j < m) {
    const value = Math.min(reference[i] as number, current[j] as number);
    while (i < n && (reference[i] as number) <= value) i++;
    while (j < m && (current[j] as number) <= value) j++;
    largest = Math.max(largest, Math.abs(i / n - j / m));
  }
  return largest;
}

function weightedStatistic(reference: SortedSample, current: SortedSample): number {
  const [n, m] = [reference.length, current.length];
  let [i, j, largest] = [0, 0, 0];
  eachPooledRun(reference, current, (inReference, inCurrent) => {
    i += inReference;
    j += inCurrent;
    largest = Math.max(largest, Math.abs(i / n - j / m));
  });
  return largest;
}
