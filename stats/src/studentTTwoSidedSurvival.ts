import { regularizedBeta } from './regularizedBeta.ts';
import { studentTLargeTail } from './studentTLargeTail.ts';

const FEWEST_LARGE = 200;

/**
 * Probability that the absolute value of a Student t variable exceeds |t|: I(ν/2, ½) at ν / (ν + t²).
 *
 * @param t any number; ±Infinity give 0
 * @param degreesOfFreedom ν, > 0, whole or not
 * @returns a probability, relative accuracy about 1e-13 down to the smallest
 * @throws RangeError when t is NaN, or the degrees of freedom are out of range
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.27
 * @example
 * studentTTwoSidedSurvival(2.2281388519649385, 10) // => 0.050000000001808646
 */
export function studentTTwoSidedSurvival(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) throw new RangeError('student t survival needs a number, got NaN');
  // t²/ν and ν/t² instead of ν + t², which overflows for the largest t.
  const ratio = (Math.abs(t) / Math.sqrt(degreesOfFreedom)) ** 2;
  if (degreesOfFreedom >= FEWEST_LARGE && ratio < 0.5) return studentTLargeTail(t, degreesOfFreedom);
  const limit =
    ratio > 1
      ? { x: 1 / ratio / (1 + 1 / ratio), complement: 1 / (1 + 1 / ratio) }
      : { x: 1 / (1 + ratio), complement: ratio / (1 + ratio) };
  return regularizedBeta(degreesOfFreedom / 2, 0.5, limit);
}
