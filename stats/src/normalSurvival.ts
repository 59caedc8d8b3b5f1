import { regularizedGammaQ } from './regularizedGamma.ts';

/**
 * Probability that a standard normal variable exceeds z: ½ erfc(z / √2), where erfc(t) = Q(½, t²) for t ≥ 0.
 *
 * @param z any number; ±Infinity give 0 and 1
 * @returns a probability, relative accuracy about 1e-13 in the far upper tail
 * @throws RangeError when z is NaN
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.3 and 6.5.17
 * @example
 * normalSurvival(8) // => 6.220960574271781e-16
 */
export function normalSurvival(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normal survival needs a number, got NaN');
  const tail = regularizedGammaQ(0.5, (z * z) / 2) / 2;
  return z < 0 ? 1 - tail : tail;
}
