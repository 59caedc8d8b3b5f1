import { eachPooledRun } from './eachPooledRun.ts';
import { requireAscending } from './requireAscending.ts';
import { type SortedSample, valueAt } from './weightedSample.ts';

/**
 * Energy distance of two samples: √( 2 ∫ (F(x) − G(x))² dx ), which is √( 2 E|X − Y| − E|X − X′| − E|Y − Y′| ).
 *
 * Zero only for equal distributions; its square grows with the scale of the values. One pass over the sorted values, no pairs.
 *
 * @param reference finite values in ascending order, at least one
 * @param current finite values in ascending order, at least one
 * @returns the distance, ≥ 0, in the root of the unit of the values
 * @throws RangeError when a sample is empty, not ascending, or holds NaN or an infinity
 * @see Székely & Rizzo, Energy Statistics (2013), theorem 2
 * @example
 * energyDistance([0], [8]) // => 4
 */
export function energyDistance(reference: SortedSample, current: SortedSample): number {
  requireAscending('energy', reference);
  requireAscending('energy', current);
  const [n, m] = [reference.length, current.length];
  let [referenceShare, currentShare, sum] = [0, 0, 0];
  let [referenceBefore, currentBefore] = [0, 0];
  let previous = Math.min(valueAt(reference, 0) as number, valueAt(current, 0) as number);
  eachPooledRun(reference, current, (inReference, inCurrent, value) => {
    const difference = referenceShare - currentShare;
    sum += difference * difference * (value - previous);
    previous = value;
    referenceBefore += inReference;
    currentBefore += inCurrent;
    referenceShare = referenceBefore / n;
    currentShare = currentBefore / m;
  });
  return Math.sqrt(2 * sum);
}
