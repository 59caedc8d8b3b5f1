import { meanAndDeviation } from '../meanAndDeviation.ts';

/** A figure and its standard error, both in the same unit. */
export interface ErrorEstimate {
  readonly value: number;
  readonly standardError: number;
}

/**
 * Mean of a sample and the standard error of that mean, s / √n with s of ddof 1.
 *
 * @param values finite numbers, at least one
 * @returns both; the error of a single value is NaN
 * @throws RangeError when there is no value
 * @example
 * meanEstimate([1, 2, 3, 4]) // => { value: 2.5, standardError: 0.6454972243679028 }
 */
export function meanEstimate(values: ArrayLike<number>): ErrorEstimate {
  const { mean, standardDeviation } = meanAndDeviation(values);
  return { value: mean, standardError: values.length < 2 ? Number.NaN : standardDeviation / Math.sqrt(values.length - 1) };
}
