import { regularizedGammaQ } from './regularizedGamma.ts';

/**
 * Probability that a chi-square variable exceeds x: Q(k/2, x/2).
 *
 * @param x a number ≥ 0; Infinity gives 0
 * @param degreesOfFreedom k, > 0
 * @returns a probability, relative accuracy about 1e-13 in the far upper tail
 * @throws RangeError when x or the degrees of freedom are out of range or NaN
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 26.4.19
 * @example
 * chiSquareSurvival(3.841458820694124, 1) // => 0.05
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return regularizedGammaQ(degreesOfFreedom / 2, x / 2);
}
