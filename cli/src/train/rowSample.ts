import { treeSeed } from './treeSeed.ts';

/**
 * Draws rows without replacement (the first steps of a Fisher-Yates shuffle).
 *
 * @returns `size` distinct row indexes below `rowCount`, or all of them in order when there are no more
 */
export function rowSample(rowCount: number, size: number, seed: number): Int32Array {
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row);
  if (size >= rowCount) return rows;
  for (let drawn = 0; drawn < size; drawn++) {
    const other = drawn + ((treeSeed(seed, drawn) >>> 0) % (rowCount - drawn));
    const row = rows[drawn] ?? 0;
    rows[drawn] = rows[other] ?? 0;
    rows[other] = row;
  }
  return rows.slice(0, size);
}
