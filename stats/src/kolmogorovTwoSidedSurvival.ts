import { durbinMatrixCdf } from './durbinMatrixCdf.ts';
import { pelzGoodCdf } from './pelzGoodCdf.ts';
import { smirnovSurvival } from './smirnovSurvival.ts';

/**
 * Survival function of the two-sided one-sample Kolmogorov–Smirnov statistic, P(Dₙ ≥ d), as scipy's `kstwo.sf`.
 *
 * No single formula is good everywhere; the regions are those of Simard and L'Ecuyer, as scipy draws them. In the far tail
 * the answer is twice the one-sided one, with full relative accuracy.
 *
 * @param rows n, a positive integer
 * @param distance d; 0 and below gives 1, 1 and above gives 0
 * @returns a probability; relative agreement with scipy about 1e-10
 * @throws RangeError when rows is not a positive integer, or the distance is NaN
 * @see Simard & L'Ecuyer, Computing the Two-Sided Kolmogorov-Smirnov Distribution (2011)
 * @example
 * kolmogorovTwoSidedSurvival(100, 0.2) // => 0.0005551927328053541
 */
export function kolmogorovTwoSidedSurvival(rows: number, distance: number): number {
  if (!(Number.isInteger(rows) && rows > 0)) throw new RangeError(`kolmogorov survival needs a positive integer of rows, got ${rows}`);
  if (Number.isNaN(distance)) throw new RangeError('kolmogorov survival needs a distance, got NaN');
  if (distance >= 1) return 0;
  const steps = rows * distance;
  if (steps <= 0.5) return 1;
  if (steps <= 1) return 1 - nearestCdf(rows, steps);
  if (steps >= rows - 1) return 2 * (1 - distance) ** rows;
  const survival = distance >= 0.5 ? 2 * smirnovSurvival(rows, distance) : betweenTheEnds(rows, distance);
  return Math.min(1, Math.max(0, survival));
}

/** Where 1/(2n) < d ≤ 1/n the distribution function is n! (2d − 1/n)ⁿ (Ruben & Gambino 1982): nothing once n is large. */
function nearestCdf(rows: number, steps: number): number {
  if (rows > 140) return 0;
  let cdf = 1;
  for (let row = 1; row <= rows; row++) cdf *= (row / rows) * (2 * steps - 1);
  return cdf;
}

function betweenTheEnds(rows: number, distance: number): number {
  const scaledSquare = rows * distance * distance;
  if (rows <= 140) return scaledSquare <= 4 ? 1 - durbinMatrixCdf(rows, distance) : 2 * smirnovSurvival(rows, distance);
  if (scaledSquare >= 2.2) return 2 * smirnovSurvival(rows, distance);
  const matrixIsSmall = rows <= 100_000 && rows * distance ** 1.5 <= 1.4;
  return 1 - (matrixIsSmall ? durbinMatrixCdf(rows, distance) : pelzGoodCdf(rows, distance));
}
