import type { ColumnPair, NumericPair } from '@modelmonitor/tables';

/** @throws RangeError when the column is categorical */
export function requireNumbers(method: string, pair: ColumnPair): NumericPair {
  if (pair.type !== 'numeric') throw new RangeError(`${method} needs a numeric column, got a categorical one`);
  return pair;
}
