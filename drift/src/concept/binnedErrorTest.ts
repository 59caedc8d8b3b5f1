import { chiSquareSurvival } from '@modelmonitor/stats';

/** Rows of a side in a bin, as so many of equal weight, that a comparison needs. */
const MIN_EFFECTIVE_ROWS = 10;
/** Residuals that vary less do so by rounding. */
const SMALLEST_VARIANCE = 1e-24;

/** Rows of the reference, then those of the current side. */
export interface WeightedErrors {
  readonly referenceRows: number;
  readonly weights: Float64Array;
  /** Errors less what the features lead one to expect. */
  readonly residuals: Float64Array;
  readonly errors: Float64Array;
}

export interface BinComparison {
  readonly bin: number;
  /** Difference of the sides' weighted means in standard errors; positive where the current side has the larger error. */
  readonly z: number;
  /** Weighted mean error of each side. */
  readonly reference: number;
  readonly current: number;
}

export interface BinnedErrorTest {
  readonly statistic: number;
  readonly pValue: number;
  /** Bins with enough rows on both sides. */
  readonly compared: readonly BinComparison[];
}

/**
 * Tests whether the error differs between the sides in any bin: the sum of squared z against chi-square with as many degrees of freedom as bins.
 *
 * In a bin z = (mean_cur − mean_ref) / √(s² (1/n_ref + 1/n_cur)) of the residuals, where means are weighted, n = (Σw)² / Σw² is the effective number of rows and
 * s² the variance of both sides together, pooled by effective rows: the score form, which holds its level when errors are rare.
 *
 * @param bins the bin of each row, from 0
 * @returns null when no bin can be compared
 */
export function binnedErrorTest(sides: WeightedErrors, bins: Uint8Array): BinnedErrorTest | null {
  const compared: BinComparison[] = [];
  for (const [bin, [reference, current]] of momentsByBin(sides, bins).entries()) {
    const z = zOf(reference, current);
    if (z !== null) compared.push({ bin, z, reference: reference.errors / reference.weight, current: current.errors / current.weight });
  }
  if (compared.length === 0) return null;
  const statistic = compared.reduce((sum, { z }) => sum + z * z, 0);
  return { statistic, pValue: Math.min(1, chiSquareSurvival(statistic, compared.length)), compared };
}

/** Sums over the rows of a side in a bin: of w, w², w·r, w·r², w·error. */
interface Moments {
  weight: number;
  squaredWeight: number;
  residuals: number;
  squares: number;
  errors: number;
}

function momentsByBin({ referenceRows, weights, residuals, errors }: WeightedErrors, bins: Uint8Array): [Moments, Moments][] {
  const count = bins.reduce((most, bin) => Math.max(most, bin + 1), 0);
  const moments = Array.from({ length: count }, (): [Moments, Moments] => [noMoments(), noMoments()]);
  for (let row = 0; row < bins.length; row++) {
    const sums = moments[bins[row] as number]?.[row < referenceRows ? 0 : 1] as Moments;
    const [weight, residual] = [weights[row] as number, residuals[row] as number];
    sums.weight += weight;
    sums.squaredWeight += weight * weight;
    sums.residuals += weight * residual;
    sums.squares += weight * residual * residual;
    sums.errors += weight * (errors[row] as number);
  }
  return moments;
}

function noMoments(): Moments {
  return { weight: 0, squaredWeight: 0, residuals: 0, squares: 0, errors: 0 };
}

function zOf(reference: Moments, current: Moments): number | null {
  const [n, m] = [effectiveRows(reference), effectiveRows(current)];
  if (n < MIN_EFFECTIVE_ROWS || m < MIN_EFFECTIVE_ROWS) return null;
  const [a, b] = [reference.residuals / reference.weight, current.residuals / current.weight];
  const mean = (n * a + m * b) / (n + m);
  const variance = (n * (reference.squares / reference.weight) + m * (current.squares / current.weight)) / (n + m) - mean * mean;
  return variance > SMALLEST_VARIANCE ? (b - a) / Math.sqrt(variance * (1 / n + 1 / m)) : null;
}

/** Rows of equal weight that would know as much; 0 without a row. */
export function effectiveRows({ weight, squaredWeight }: { readonly weight: number; readonly squaredWeight: number }): number {
  return squaredWeight > 0 ? (weight * weight) / squaredWeight : 0;
}
