import { poissonDeviance } from './poissonDeviance.ts';
import { stirlingError } from './stirlingError.ts';

/**
 * Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) · pᵃ qᵇ: the binomial probability of a successes and b failures, for whole numbers or not.
 *
 * Loader's saddle-point form: no large logarithm is subtracted from another, so that counts in the millions keep their digits.
 *
 * @param a successes, ≥ 0
 * @param b failures, ≥ 0
 * @param chances p and q, each ≥ 0, with p + q = 1; given both, since one less the other loses digits
 * @returns the density, relative accuracy about 1e-14
 * @see Loader, Fast and Accurate Computation of Binomial Probabilities (2000)
 * @example
 * binomialDensity(2, 3, { p: 0.5, q: 0.5 }) // => 0.3125
 */
export function binomialDensity(a: number, b: number, { p, q }: { p: number; q: number }): number {
  const n = a + b;
  if (a === 0) return allFail(n, p, q);
  if (b === 0) return allFail(n, q, p);
  // np − a, from both chances: exact where p is tiny or near 1.
  const excess = b * p - a * q;
  const deviance = poissonDeviance(a, n * p, excess) + poissonDeviance(b, n * q, -excess);
  return Math.exp(stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance) * Math.sqrt(n / (2 * Math.PI * a * b));
}

function allFail(n: number, p: number, q: number): number {
  return Math.exp(n * (p < 0.5 ? Math.log1p(-p) : Math.log(q)));
}
