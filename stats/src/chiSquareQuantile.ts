import { chiSquareSurvival } from './chiSquareSurvival.ts';

/**
 * The number that a chi-square variable exceeds with a given probability (the `isf` of scipy), by bisection of its survival.
 *
 * @param tail the probability, above 0 and below 1
 * @param degreesOfFreedom k, > 0
 * @returns x, to the last digits
 * @throws RangeError when the probability is not between 0 and 1, or the degrees of freedom are out of range
 * @example
 * chiSquareQuantile(0.05, 1) // => 3.84145882069
 */
export function chiSquareQuantile(tail: number, degreesOfFreedom: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`chi-square quantile needs a probability between 0 and 1, got ${tail}`);
  let [low, high] = [0, Math.max(1, degreesOfFreedom)];
  while (chiSquareSurvival(high, degreesOfFreedom) > tail) [low, high] = [high, high * 2];
  for (;;) {
    const middle = (low + high) / 2;
    if (!(middle > low && middle < high)) return high;
    if (chiSquareSurvival(middle, degreesOfFreedom) > tail) low = middle;
    else high = middle;
  }
}
