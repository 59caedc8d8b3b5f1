import type { Explainer } from '@modelmonitor/models';
import type { ModelRows } from './modelRows.ts';

/** Rows that are explained at a time: contributions take rows × features × classes numbers. */
const BLOCK_ROWS = 256;

/**
 * Importance of each feature: the mean absolute contribution over the rows, and over the classes where there are several.
 *
 * @returns one number for each feature, in the unit of the answer; null without rows
 */
export function shapleyImportance({ contributions, outputs }: Explainer, { rows, count }: ModelRows): Float64Array | null {
  if (count === 0) return null;
  const width = rows.length / count;
  const sums = new Float64Array(width);
  for (let first = 0; first < count; first += BLOCK_ROWS) {
    const end = Math.min(count, first + BLOCK_ROWS);
    const block = contributions(rows.subarray(first * width, end * width), end - first);
    for (let cell = 0; cell < block.length; cell++) {
      const feature = Math.floor(cell / outputs) % width;
      sums[feature] = (sums[feature] as number) + Math.abs(block[cell] as number);
    }
  }
  return sums.map((sum) => sum / (count * outputs));
}
