/** How long a column may be in the encoded profile, in bytes. */
export interface ColumnBudget {
  /** Up to this length every value is kept. */
  readonly exactBytes: number;
  /** Length that a column is cut to when it does not fit. */
  readonly thinnedBytes: number;
  /** Whether texts that fit are kept, until parts are merged; else only their properties. */
  readonly keepsTexts?: boolean;
  /** Length of all columns together: what some leave of their share, long lists of categories get. Absent for parts. */
  readonly totalBytes?: number;
}

/** Default size of a profile, in bytes: a ConfigMap holds a MiB, and the monitor's other data. */
const DEFAULT_PROFILE_BYTES = 300_000;

const ENVELOPE_BYTES = 200;
/** Between two columns. */
export const SEPARATOR_BYTES = 2;
const MOST_EXACT_BYTES = 60_000;
const MOST_THINNED_BYTES = 20_000;
const LEAST_BYTES = 500;

/** The budget of parts that will be merged: wide, so that only the merged profile is cut. */
export const PART_BUDGET: ColumnBudget = { exactBytes: 400_000, thinnedBytes: 200_000, keepsTexts: true };

/**
 * Shares a profile's size among its columns. Each gets at least 500 bytes, so a table with very many columns has a larger profile.
 *
 * @param columns how many columns there are
 * @param bytes size of the encoded profile
 */
export function columnBudget(columns: number, bytes = DEFAULT_PROFILE_BYTES): ColumnBudget {
  const totalBytes = bytes - ENVELOPE_BYTES;
  const share = Math.max(LEAST_BYTES, Math.floor(totalBytes / Math.max(1, columns)) - SEPARATOR_BYTES);
  return { exactBytes: Math.min(share, MOST_EXACT_BYTES), thinnedBytes: Math.min(share, MOST_THINNED_BYTES), totalBytes };
}
