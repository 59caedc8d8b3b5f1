/** What a check lets pass. */
export interface QualityLimits {
  /** Probability with which one check may fail although nothing changed. */
  readonly significance: number;
  /** How much larger than the reference's a share may be, relative to it, before sampling error. */
  readonly tolerance: number;
  /** Current rows that are enough. */
  readonly minRows: number;
  /** Reference standard deviations the mean may be off. */
  readonly sigmas: number;
  /** Interquartile ranges from the quartiles to the fences. */
  readonly fenceRanges: number;
  /** Robust z from which a value is an outlier. */
  readonly robustZ: number;
}

/** Checks of a column that chance can fail, and those of the table. */
const CHECKS_PER_COLUMN = 8;
const CHECKS_OF_TABLE = 2;

/**
 * The usual limits for a table of that many columns.
 *
 * @param columns columns checked: the probability of a false alarm is shared among all their checks (Bonferroni)
 * @param options `falseAlarms`: largest probability with which a report fails although nothing changed; `minRows`: rows that are enough
 */
export function qualityLimits(columns: number, options: { falseAlarms?: number; minRows?: number } = {}): QualityLimits {
  const { falseAlarms = 0.05, minRows = 1 } = options;
  return {
    significance: falseAlarms / (CHECKS_PER_COLUMN * columns + CHECKS_OF_TABLE),
    tolerance: 0.1,
    minRows,
    sigmas: 2,
    fenceRanges: 1.5,
    robustZ: 3.5,
  };
}
