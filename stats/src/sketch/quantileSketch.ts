import { requireAscending } from '../requireAscending.ts';

/**
 * A sample's distribution function in a few knots: at a knot it may jump, between two knots it rises as a straight line.
 *
 * An exact sketch has a knot at each distinct value and no rows in between. A thinned one keeps fewer knots and says how far it is from the
 * sample it stands for; both errors are measured, so they hold for certain and not with some probability. A sum of such functions is again
 * one, which is what makes sketches mergeable (Agarwal et al., Mergeable Summaries, 2013). A KLL sketch (Karnin, Lang & Liberty, Optimal
 * Quantile Approximation in Streams, 2016) needs a hundred times as many numbers for the same rank error, since it has to place its steps
 * without seeing the sorted sample.
 */
export interface QuantileSketch {
  /** Strictly ascending finite values; the first and last are the sample's smallest and largest. */
  readonly values: Float64Array;
  /** Rows with a smaller value than the knot's. */
  readonly below: Float64Array;
  /** Rows with at most the knot's value; the last is the number of rows. */
  readonly upTo: Float64Array;
  /** Largest difference to the sample's distribution function, as a share of the rows (Kolmogorov distance). */
  readonly rankError: number;
  /** First Wasserstein distance to the sample, in the unit of the values; Infinity when it overflows. */
  readonly distanceError: number;
}

/** Rows a sketch stands for. */
export function sketchRows({ upTo }: QuantileSketch): number {
  return upTo.at(-1) ?? 0;
}

/** Whether a sketch holds every value of its sample and how often it comes. */
export function isExactSketch({ below, upTo, rankError }: QuantileSketch): boolean {
  return rankError === 0 && below.every((rows, knot) => rows === (knot === 0 ? 0 : upTo[knot - 1]));
}

/**
 * The exact sketch of a sample; −0 and 0 are one value.
 *
 * @param sorted finite values in ascending order
 * @throws RangeError when the values are not ascending, or hold NaN or an infinity
 * @example
 * sketchOfSorted(Float64Array.of(1, 1, 4)).values // => [1, 4]
 */
export function sketchOfSorted(sorted: Float64Array): QuantileSketch {
  if (sorted.length > 0) requireAscending('sketch', sorted);
  const values = new Float64Array(sorted.length);
  const upTo = new Float64Array(sorted.length);
  let knots = 0;
  for (let row = 0; row < sorted.length; row++) {
    const value = sorted[row] as number;
    if (row + 1 < sorted.length && sorted[row + 1] === value) continue;
    values[knots] = value + 0;
    upTo[knots++] = row + 1;
  }
  const below = new Float64Array(knots);
  below.set(upTo.subarray(0, Math.max(0, knots - 1)), Math.min(1, knots));
  return { values: values.slice(0, knots), below, upTo: upTo.slice(0, knots), rankError: 0, distanceError: 0 };
}
