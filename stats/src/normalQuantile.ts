import { normalSurvival } from './normalSurvival.ts';

/**
 * The number that a standard normal variable exceeds with a given probability, from its tail (the `isf` of scipy).
 *
 * Newton's steps on the logarithm of the survival, which is almost a parabola in the tail.
 *
 * @param tail the probability, above 0 and below 1
 * @returns z, relative accuracy about 1e-14
 * @throws RangeError when the probability is not between 0 and 1
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.22 for the start
 * @example
 * normalQuantile(0.025) // => 1.95996398454
 */
export function normalQuantile(tail: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`normal quantile needs a probability between 0 and 1, got ${tail}`);
  if (tail > 0.5) return 0 - normalQuantile(1 - tail);
  const root = Math.sqrt(-2 * Math.log(tail));
  let z = root - (2.30753 + 0.27061 * root) / (1 + root * (0.99229 + root * 0.04481));
  for (let step = 0; step < 8; step++) {
    const survival = normalSurvival(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const change = (Math.log(survival / tail) * survival) / density;
    z += change;
    if (Math.abs(change) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
