import type { Background } from '@modelmonitor/models';
import { randomFromSeed } from '@modelmonitor/stats';

export interface SampledContributions {
  /** Mean answer over the background rows that were used. */
  readonly base: number;
  /** Per feature; they sum to the answer less `base`. */
  readonly contributions: readonly number[];
  /** Orders of the features that were averaged over. */
  readonly permutations: number;
}

/** Most orders, and most rows that are predicted for one explanation. */
const [mostPermutations, mostRows] = [32, 2000];

// The same orders for every request: the same row has the same explanation.
const seed = 20_261_130;

/**
 * Estimates the Shapley values of one row for any model: in random orders of the features, each in both directions, the values of a background
 * row are replaced one by one by those of the row, and each feature gets the change of the answer (Štrumbelj & Kononenko, 2014).
 *
 * @param answers predicts rows, row-major, all in one call; one number per row
 * @throws RangeError when the background holds no row
 */
export async function sampledContributions(
  row: Float64Array,
  background: Background,
  answers: (rows: Float64Array, count: number) => Promise<Float64Array>,
): Promise<SampledContributions> {
  if (background.count === 0) throw new RangeError('expected background rows to explain with, got 0');
  const width = row.length;
  const pairs = Math.max(1, Math.min(mostPermutations, Math.floor(mostRows / (width + 1))) >> 1);
  const orders = featureOrders(width, pairs);
  const rows = new Float64Array(orders.length * (width + 1) * width);
  for (const [index, order] of orders.entries()) {
    const start = Math.floor(((index >> 1) * background.count) / pairs) * width;
    const current = background.rows.slice(start, start + width);
    rows.set(current, index * (width + 1) * width);
    for (const [step, feature] of order.entries()) {
      current[feature] = row[feature] as number;
      rows.set(current, (index * (width + 1) + step + 1) * width);
    }
  }
  const values = await answers(rows, orders.length * (width + 1));
  const sums = new Float64Array(width);
  let base = 0;
  for (const [index, order] of orders.entries()) {
    const first = index * (width + 1);
    base += values[first] as number;
    for (const [step, feature] of order.entries())
      sums[feature] = (sums[feature] as number) + (values[first + step + 1] as number) - (values[first + step] as number);
  }
  return { base: base / orders.length, contributions: Array.from(sums, (sum) => sum / orders.length), permutations: orders.length };
}

/** Random orders, each followed by its reverse, which cancels much of its error. */
function featureOrders(width: number, pairs: number): number[][] {
  const random = randomFromSeed(seed);
  return Array.from({ length: pairs }, () => {
    const order = Array.from({ length: width }, (_, feature) => feature);
    for (let place = width - 1; place > 0; place--) {
      const other = Math.floor(random() * (place + 1));
      [order[place], order[other]] = [order[other] as number, order[place] as number];
    }
    return [order, order.toReversed()];
  }).flat();
}
