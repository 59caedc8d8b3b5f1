import type { ColumnPair } from '@modelmonitor/tables';

/** What a method found: its score is the p-value where it has one, else the distance (then also the statistic). */
export type MethodResult =
  | { readonly statistic: number; readonly pValue: number; readonly distance?: never }
  | { readonly statistic: number; readonly distance: number; readonly pValue?: never };

/**
 * Compares both sides of a column.
 *
 * @param pair both sides, at least one usable value each
 * @throws RangeError when the values cannot be compared
 */
export type CompareColumn = (pair: ColumnPair) => MethodResult;
