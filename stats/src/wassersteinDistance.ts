import { eachPooledRun } from './eachPooledRun.ts';
import { requireAscending } from './requireAscending.ts';
import { isWeighted, type SortedSample } from './weightedSample.ts';

/**
 * First Wasserstein (earth mover's) distance of two samples: ∫ |F(x) − G(x)| dx over their distribution functions.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one
 * @returns the distance, ≥ 0, in the unit of the values
 * @throws RangeError when a sample is empty, not ascending, or holds NaN or an infinity
 * @see Ramdas, Garcia & Cuturi, On Wasserstein Two Sample Testing and Related Families of Nonparametric Tests (2017), eq. 7
 * @example
 * wassersteinDistance([0, 1, 3], [5, 6, 8]) // => 5
 */
export function wassersteinDistance(reference: SortedSample, current: SortedSample): number {
  requireAscending('wasserstein', reference);
  requireAscending('wasserstein', current);
  if (isWeighted(reference) || isWeighted(current)) return weightedDistance(reference, current);
  const [n, m] = [reference.length, current.length];
  let i = 0;
  let j = 0;
  let sum = 0;
  // Shares below the value at hand, kept so that a step divides once.
  let referenceBelow = 0;
  let currentBelow = 0;
  let previous = Math.min(reference[0] as number, current[0] as number);
  while (i < n || j < m) {
    const fromReference = j === m || (i < n && (reference[i] as number) <= (current[j] as number));
    const value = (fromReference ? reference[i] : current[j]) as number;
    sum += Math.abs(referenceBelow - currentBelow) * (value - previous);
    previous = value;
    if (fromReference) referenceBelow = ++i / n;
    else currentBelow = ++j / m;
  }
  return sum;
}

function weightedDistance(reference: SortedSample, current: SortedSample): number {
  const [n, m] = [reference.length, current.length];
  let [i, j, sum] = [0, 0, 0];
  let previous: number | undefined;
  eachPooledRun(reference, current, (inReference, inCurrent, value) => {
    sum += Math.abs(i / n - j / m) * (value - (previous ?? value));
    previous = value;
    i += inReference;
    j += inCurrent;
  });
  return sum;
}
