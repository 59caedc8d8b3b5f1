import { isWeighted, type SortedSample } from './weightedSample.ts';

/**
 * The room's guard for sorted samples: every routine that merges or bisects them is wrong, or never ends, on any other input.
 *
 * @param who name of the caller, for the message
 * @param sample finite numbers in ascending order, at least one
 * @throws RangeError when the sample is empty, holds NaN or an infinity, or descends anywhere
 */
export function requireAscending(who: string, sample: SortedSample): void {
  if (sample.length === 0) throw new RangeError(`${who} needs at least one value, got none`);
  const sorted = isWeighted(sample) ? sample.values : sample;
  let previous = -Number.MAX_VALUE;
  for (let index = 0; index < sorted.length; index++) {
    const value = sorted[index] as number;
    // One comparison each way refuses NaN, both infinities and a step down.
    if (!(value >= previous && value <= Number.MAX_VALUE)) {
      throw new RangeError(`${who} needs finite values in ascending order, got ${value ?? Number.NaN} at index ${index}`);
    }
    previous = value;
  }
}
