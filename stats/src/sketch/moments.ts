import { type QuantileSketch, sketchRows } from './quantileSketch.ts';

/** Count, mean and sum of squared deviations of a sample; mean and sum are NaN or infinite where doubles overflow, 0 of no values. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Σ (x − mean)²; divided by the count it is the population variance. */
  readonly squaredDeviations: number;
}

/**
 * Moments of a sample from its exact sketch, in two passes: the same for the same values, whatever order or parts they came in.
 *
 * @param sketch an exact sketch
 * @see Chan, Golub & LeVeque, Algorithms for Computing the Sample Variance (1983), eq. 1.7
 * @example
 * momentsOf(sketchOfSorted(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9))) // => { count: 8, mean: 5, squaredDeviations: 32 }
 */
export function momentsOf(sketch: QuantileSketch): Moments {
  const { values, below, upTo } = sketch;
  const count = sketchRows(sketch);
  if (count === 0) return { count, mean: 0, squaredDeviations: 0 };
  const origin = values[0] as number;
  let differences = 0;
  for (let knot = 0; knot < values.length; knot++) {
    differences += ((values[knot] as number) - origin) * ((upTo[knot] as number) - (below[knot] as number));
  }
  const mean = origin + differences / count;
  let [deviations, squares] = [0, 0];
  for (let knot = 0; knot < values.length; knot++) {
    const [deviation, rows] = [(values[knot] as number) - mean, (upTo[knot] as number) - (below[knot] as number)];
    deviations += deviation * rows;
    squares += deviation * deviation * rows;
  }
  return { count, mean: mean + deviations / count, squaredDeviations: Math.max(0, squares - (deviations * deviations) / count) };
}

/**
 * Moments of two samples together.
 *
 * @see Chan, Golub & LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances (1979), eq. 2.1
 * @example
 * mergedMoments({ count: 2, mean: 3, squaredDeviations: 2 }, { count: 2, mean: 5, squaredDeviations: 0 })
 * // => { count: 4, mean: 4, squaredDeviations: 6 }
 */
export function mergedMoments(one: Moments, other: Moments): Moments {
  const count = one.count + other.count;
  if (one.count === 0 || other.count === 0) return one.count === 0 ? other : one;
  const difference = other.mean - one.mean;
  const mean = (one.mean * one.count) / count + (other.mean * other.count) / count;
  const between = difference * difference * ((one.count / count) * other.count);
  return { count, mean, squaredDeviations: one.squaredDeviations + other.squaredDeviations + between };
}
