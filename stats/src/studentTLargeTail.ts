import { regularizedGammaQ } from './regularizedGamma.ts';
import { stirlingError } from './stirlingError.ts';

const SHAPE = 0.5;

/**
 * Probability that the absolute value of a Student t variable exceeds |t| when the degrees of freedom are many: the normal tail and a few
 * corrections to it, where the continued fraction of the incomplete beta function would take thousands of steps.
 *
 * @param t any finite number, t² at most the degrees of freedom
 * @param degreesOfFreedom ν, 200 or more
 * @returns a probability, relative accuracy about 1e-13
 * @see DiDonato & Morris, Significant Digit Computation of the Incomplete Beta Function Ratios (1992), eq. 9 (BGRAT)
 * @example
 * studentTLargeTail(2, 100000) // => 0.0455029634575
 */
export function studentTLargeTail(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  const middle = a + (SHAPE - 1) / 2;
  const logarithm = -Math.log1p((t * t) / degreesOfFreedom);
  const u = -middle * logarithm;
  const density = Math.exp(-u) * Math.sqrt(u / Math.PI);
  const weights = [1];
  let tail = regularizedGammaQ(SHAPE, u);
  let sum = tail;
  let power = 1;
  for (let n = 1; ; n++) {
    const shape = SHAPE + 2 * (n - 1);
    tail = (shape * (shape + 1) * tail + density * (u + shape + 1) * power) / (4 * middle * middle);
    power *= (logarithm / 2) ** 2;
    weights[n] = nextWeight(weights, n);
    const term = (weights[n] as number) * tail;
    sum += term;
    if (!(Math.abs(term) > sum * 1e-17)) return Math.min(1, (sum * gammaRatio(a)) / Math.sqrt(middle));
  }
}

function nextWeight(weights: readonly number[], n: number): number {
  let [weight, factorial] = [0, 1];
  for (let m = 1; m < n; m++) {
    factorial *= 2 * m * (2 * m + 1);
    weight += ((m * SHAPE - n) * (weights[n - m] as number)) / factorial;
  }
  return weight / n + (SHAPE - 1) / (factorial * 2 * n * (2 * n + 1));
}

/** Γ(a + ½) / Γ(a), by Stirling's formula without its large logarithms. */
function gammaRatio(a: number): number {
  return Math.sqrt(a) * Math.exp(a * Math.log1p(-0.5 / a) + 0.5 + stirlingError(a - 0.5) - stirlingError(a));
}
