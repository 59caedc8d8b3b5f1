import { clippedText, formatNumber } from '@modelmonitor/api/plain';
import { longestRun } from '@modelmonitor/stats';
import type { PreparedColumn } from '@modelmonitor/tables';

/** The most common value of a column. */
export interface CommonestValue {
  /** As text for people; undefined for a column without values, and of texts, which are not shown. */
  readonly value: string | undefined;
  readonly count: number;
  readonly distinct: number;
}

const LONGEST = 40;

/** The most common value of a column, how often it comes, and how many distinct values there are. */
export function commonestValue(column: PreparedColumn, isShown: (value: string) => boolean = () => true): CommonestValue {
  if (column.type === 'numeric') {
    const { value, count, distinct } = longestRun(column.sorted);
    return { value: value === undefined ? undefined : formatNumber(value), count, distinct };
  }
  let [commonest, most] = [undefined as string | undefined, 0];
  for (const [value, count] of column.counts) {
    if (count > most) [commonest, most] = [value, count];
  }
  const value = commonest === undefined || !isShown(commonest) ? undefined : JSON.stringify(clippedText(commonest, LONGEST));
  const { mostCommon = 0, distinct = column.counts.size } = column.uncounted ?? {};
  return { value, count: Math.max(most, mostCommon), distinct };
}
