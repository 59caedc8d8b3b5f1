import { chiSquareQuantile } from './chiSquareQuantile.ts';
import { normalQuantile } from './normalQuantile.ts';

/** What the size-aware threshold of PSI depends on. */
export interface PsiSample {
  /** Rows of the sample compared with a reference that is much larger. */
  readonly rows: number;
  /** Bins, at least two. */
  readonly bins: number;
  /** Share of samples of the reference's own distribution that may exceed the threshold. */
  readonly significance: number;
}

/**
 * The population stability index that a sample of the reference's own distribution exceeds with a given probability: PSI times its rows is
 * nearly chi-square with one degree of freedom less than bins; `normal` takes the normal approximation of that.
 *
 * @param sample rows, bins and significance
 * @param approximation of the distribution of PSI; chi-square when absent
 * @returns the threshold, in nats
 * @throws RangeError when rows or bins are too few, or the significance is not between 0 and 1
 * @see Yurdakul, Statistical Properties of Population Stability Index (2018), tables 3.1 and 3.2
 * @example
 * psiThreshold({ rows: 100, bins: 10, significance: 0.05 }) // => 0.169189776046
 */
export function psiThreshold({ rows, bins, significance }: PsiSample, approximation: 'chi-square' | 'normal' = 'chi-square'): number {
  if (!(rows >= 1 && bins >= 2)) throw new RangeError(`psi threshold needs rows and at least two bins, got ${rows} and ${bins}`);
  const free = bins - 1;
  const quantile =
    approximation === 'normal' ? free + normalQuantile(significance) * Math.sqrt(2 * free) : chiSquareQuantile(significance, free);
  return quantile / rows;
}
