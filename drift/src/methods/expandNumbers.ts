import { isWeighted } from '@modelmonitor/stats';
import type { PreparedNumbers } from '@modelmonitor/tables';

const MOST_EXPANDED = 1_000_000;

/**
 * The values of a column one by one, for a method that needs them so.
 *
 * @throws RangeError when there are too many of them
 */
export function expandNumbers({ sorted }: PreparedNumbers): Float64Array {
  if (!isWeighted(sorted)) return sorted;
  if (sorted.length > MOST_EXPANDED) throw new RangeError(`the method expected at most ${MOST_EXPANDED} values, got ${sorted.length}`);
  const values = new Float64Array(sorted.length);
  let row = 0;
  for (const [index, value] of sorted.values.entries()) {
    const end = row + (sorted.counts[index] as number);
    values.fill(value, row, end);
    row = end;
  }
  return values;
}
