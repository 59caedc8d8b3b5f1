import { treeSeed } from './treeSeed.ts';

/**
 * Draws rows with replacement: the bag of one tree of a bagged forest. It contains about 1 − 1/e (63 %) of the rows if its size is the
 * number of rows.
 *
 * @param seed an integer; the same seed gives the same rows
 * @returns `size` row indexes below `rowCount`, in the order drawn
 * @see Breiman, Bagging Predictors (1996)
 */
export function bootstrapSample(rowCount: number, size: number, seed: number): Int32Array {
  return Int32Array.from({ length: size }, (_, draw) => (treeSeed(seed, draw) >>> 0) % rowCount);
}
