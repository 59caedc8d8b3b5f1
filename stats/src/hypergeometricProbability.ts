import { binomialDensity } from './binomialDensity.ts';

/** An urn: so many balls, so many of them marked, and how many are drawn without putting back. */
export interface Urn {
  readonly balls: number;
  readonly marked: number;
  readonly drawn: number;
}

/**
 * Probability that exactly so many marked balls are drawn from an urn.
 *
 * @param count marked balls drawn, a whole number
 * @param urn whole numbers, marked and drawn at most balls
 * @returns a probability, relative accuracy about 1e-13; 0 for a count that cannot be
 * @see Loader, Fast and Accurate Computation of Binomial Probabilities (2000), section 4
 * @example
 * hypergeometricProbability(6, { balls: 13, marked: 8, drawn: 7 }) // => 0.0815850815851
 */
export function hypergeometricProbability(count: number, { balls, marked, drawn }: Urn): number {
  const plain = balls - marked;
  if (!(count >= 0 && count <= marked && drawn - count >= 0 && drawn - count <= plain)) return 0;
  if (drawn === 0 || drawn === balls) return 1;
  const chances = { p: drawn / balls, q: (balls - drawn) / balls };
  return (
    (binomialDensity(count, marked - count, chances) * binomialDensity(drawn - count, plain - drawn + count, chances)) /
    binomialDensity(drawn, balls - drawn, chances)
  );
}
