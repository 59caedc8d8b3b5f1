import { countBelow } from './countBelow.ts';
import { quantileSorted } from './quantileSorted.ts';
import { distinctRuns, isWeighted, type SortedSample, valueAt, type WeightedSample } from './weightedSample.ts';

/** Makes the median absolute deviation of a normal sample its standard deviation: 1 / Φ⁻¹(¾). */
const FROM_MEDIAN = 1.482602218505602;
/** The same for the mean absolute deviation: √(π / 2). */
const FROM_MEAN = 1.2533141373155003;

/**
 * Centre and scale that outliers do not move: the median, and 1.4826 times the median absolute deviation from it. A value's robust z is
 * its distance from the centre in scales; beyond 3.5 it counts as an outlier. Where more than half of the values are equal the median
 * deviation is 0 and the mean one, times 1.2533, takes its place; it is 0 for a constant sample only.
 *
 * @param sorted finite values in ascending order, at least one
 * @returns both in the unit of the values; the scale is infinite where deviations overflow
 * @throws RangeError when there is no value
 * @see Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993), section 3.2
 * @example
 * robustScale([1, 2, 3, 4, 100]) // => { centre: 3, scale: 1.482602218505602 }
 */
export function robustScale(sorted: SortedSample): { centre: number; scale: number } {
  const centre = quantileSorted(sorted, 0.5);
  const scale = FROM_MEDIAN * (isWeighted(sorted) ? weightedDeviation(sorted, centre) : medianDeviation(sorted, centre));
  return { centre, scale: scale > 0 ? scale : FROM_MEAN * meanDeviation(sorted, centre) };
}

/** The deviations ascend on both sides of the centre: merging the two sides as far as the middle needs no second sort. */
function medianDeviation(sorted: ArrayLike<number>, centre: number): number {
  const middle = Math.floor(sorted.length / 2);
  let right = countBelow(sorted, centre);
  let left = right - 1;
  let [previous, last] = [0, 0];
  for (let taken = 0; taken <= middle; taken++) {
    const below = left >= 0 ? centre - (sorted[left] as number) : Number.POSITIVE_INFINITY;
    const above = right < sorted.length ? (sorted[right] as number) - centre : Number.POSITIVE_INFINITY;
    previous = last;
    last = Math.min(below, above);
    if (below <= above) left--;
    else right++;
  }
  return sorted.length % 2 === 1 ? last : previous + (last - previous) / 2;
}

function weightedDeviation({ values, counts, length }: WeightedSample, centre: number): number {
  const byDeviation = Array.from(values, (value, index) => [Math.abs(value - centre), counts[index] as number] as const);
  byDeviation.sort(([a], [b]) => a - b);
  const sorted = {
    values: Float64Array.from(byDeviation, ([deviation]) => deviation),
    counts: Float64Array.from(byDeviation, ([, rows]) => rows),
    length,
  };
  const middle = Math.floor(length / 2);
  const [previous, last] = [valueAt(sorted, middle - 1) ?? 0, valueAt(sorted, middle) as number];
  return length % 2 === 1 ? last : previous + (last - previous) / 2;
}

function meanDeviation(sorted: SortedSample, centre: number): number {
  const { values, counts, length } = distinctRuns(sorted);
  let sum = 0;
  for (let index = 0; index < values.length; index++)
    sum += (Math.abs((values[index] as number) - centre) / length) * (counts[index] as number);
  return sum;
}
