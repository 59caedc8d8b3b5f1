import { binomialDensity } from './binomialDensity.ts';

/** Upper limit of the integral, and what is left to 1: given both, since one less the other loses digits. */
interface Limit {
  readonly x: number;
  readonly complement: number;
}

/**
 * Regularized incomplete beta function I(a, b) at x: 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt.
 *
 * @param a first shape, > 0
 * @param b second shape, > 0
 * @param limit x from 0 to 1, and its complement 1 − x
 * @returns a probability, relative accuracy about 1e-13 down to the smallest
 * @throws RangeError when a shape or the limit is out of range or NaN
 * @see NIST Digital Library of Mathematical Functions, 8.17.22, by Lentz's method
 * @example
 * regularizedBeta(2, 3, { x: 0.4, complement: 0.6 }) // => 0.5248
 */
export function regularizedBeta(a: number, b: number, { x, complement }: Limit): number {
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY))
    throw new RangeError(`incomplete beta needs positive shapes, got ${a} and ${b}`);
  if (!(x >= 0 && complement >= 0)) throw new RangeError(`incomplete beta needs a limit from 0 to 1, got ${x}`);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  // The fraction converges fast below the mean; above it the other end is summed.
  return x * (a + b + 2) < a + 1 ? lowerTail(a, b, { x, complement }) : 1 - lowerTail(b, a, { x: complement, complement: x });
}

function lowerTail(a: number, b: number, { x, complement }: Limit): number {
  const weight = (binomialDensity(a, b, { p: x, q: complement }) * b) / (a + b);
  return weight === 0 ? 0 : weight / denominator(a, b, x);
}

/** 1 + d₁/(1 + d₂/(1 + …)), with d of DLMF 8.17.23. */
function denominator(a: number, b: number, x: number): number {
  let [fraction, c, d, factor] = [1, 1, 0, 0];
  // Rounding keeps the factor from becoming 1 exactly, hence a tolerance of some units in the last place.
  for (let n = 1; Math.abs(factor - 1) > 1e-15; n++) {
    const m = n >> 1;
    const numerator = n % 2 === 0 ? (m * (b - m) * x) / ((a + n - 1) * (a + n)) : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
    d = 1 / (1 + numerator * d);
    c = 1 + numerator / c;
    factor = c * d;
    fraction *= factor;
  }
  return fraction;
}
