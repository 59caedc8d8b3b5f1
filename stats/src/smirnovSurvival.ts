import { poissonDeviance } from './poissonDeviance.ts';
import { stirlingError } from './stirlingError.ts';

// Beyond this many rows the sum costs more than its digits are worth; scipy changes to the asymptotic form at the same size.
const LARGEST_SUMMED_ROWS = 1_000_000;
// Past nd² = 370 the answer is below e⁻⁷⁴⁰, where a double has no digits left.
const LARGEST_SCALED_SQUARE = 370;

/**
 * Survival function of the one-sided one-sample Kolmogorov–Smirnov statistic, P(Dₙ⁺ ≥ d).
 *
 *     Σ_{v=0}^{⌊n(1−d)⌋} C(n,v) · d · (d + v/n)^{v−1} · (1 − d − v/n)^{n−v}
 *
 * Every term is d / (d + v/n) times a binomial weight, computed by Loader's method; all are positive, so nothing cancels.
 *
 * @param rows n, a positive integer
 * @param distance d, with 1/n < d < 1 − 1/n
 * @returns a probability, relative accuracy about 1e-13; 0 below e⁻⁷⁴⁰
 * @see Birnbaum & Tingey, One-Sided Confidence Contours for Probability Distribution Functions (1951), eq. 3.0
 * @see van Mulbregt, Computing the Cumulative Distribution Function and Quantiles of the One-sided Kolmogorov-Smirnov
 *   Statistic (2018), for the bounds
 * @example
 * smirnovSurvival(100, 0.2) // => 0.00027759636640373403
 */
export function smirnovSurvival(rows: number, distance: number): number {
  if (rows * distance * distance >= LARGEST_SCALED_SQUARE) return 0;
  if (rows > LARGEST_SUMMED_ROWS) return Math.exp(-((6 * rows * distance + 1) ** 2) / (18 * rows));
  const excess = rows * distance;
  const errorOfRows = stirlingError(rows);
  let sum = Math.exp(rows * Math.log1p(-distance));
  for (let v = 1; rows - v > excess; v++) {
    const rest = rows - v;
    const exponent =
      errorOfRows -
      stirlingError(v) -
      stirlingError(rest) -
      poissonDeviance(v, v + excess, excess) -
      poissonDeviance(rest, rest - excess, -excess);
    sum += (excess / (excess + v)) * Math.sqrt(rows / (2 * Math.PI * v * rest)) * Math.exp(exponent);
  }
  return sum;
}
