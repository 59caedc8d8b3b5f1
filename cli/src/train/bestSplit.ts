import type { SplitTally } from './splitTally.ts';

/** A split of a node: rows with a value below the threshold go left. */
export interface Split {
  readonly column: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
}

/** A column of a tree: its values by row (NaN is a missing value), and the rows of the node in ascending order, missing values last. */
export interface NodeColumn {
  readonly values: Float64Array;
  readonly order: Int32Array;
  /** Whether rows that are predicted later may miss the value, even if none of these does. */
  readonly mayMiss: boolean;
}

/** Above every value: with this threshold, only missing values go right. JSON has no infinity. */
const aboveAll = 1e308;

/** Gains below this share of the node's score are rounding errors. */
const leastGain = 1e-12;

/**
 * The split of a node with the highest score. Every boundary between two values that occur in the node is tried, with the missing values on
 * either side; of equal ones the first is taken, by column and threshold. Since the rows come in order, each boundary costs one step.
 *
 * Where no row of the node misses a value, missing values go with the larger side, as in scikit-learn and LightGBM.
 *
 * @param tally started with the rows of the node
 * @param needsGain whether a split that leaves the score as it is counts
 */
export function bestSplit(columns: readonly NodeColumn[], tally: SplitTally, needsGain: boolean): Split | undefined {
  let best: Split | undefined;
  let highest = needsGain ? tally.unsplit() * (1 + leastGain) : -Infinity;
  for (const [column, { values, order, mayMiss }] of columns.entries()) {
    const present = presentCount(order, values);
    const isMissing = present < order.length;
    for (const missingLeft of isMissing ? [false, true] : [false]) {
      tally.restart();
      if (missingLeft) for (let place = present; place < order.length; place++) tally.moveLeft(order[place] as number);
      // With the missing values on the right, the present ones may all go left.
      const last = isMissing && !missingLeft ? present : present - 1;
      for (let place = 0; place < last; place++) {
        const row = order[place] as number;
        tally.moveLeft(row);
        const value = values[row] as number;
        const next = place + 1 < present ? (values[order[place + 1] as number] as number) : Number.NaN;
        if (value === next) continue;
        const score = tally.score();
        if (!(score > highest)) continue;
        highest = score;
        const larger = mayMiss && !isMissing && 2 * (place + 1) > order.length;
        best = { column, threshold: thresholdBetween(value, next), missingLeft: missingLeft || larger };
      }
    }
  }
  return best;
}

function presentCount(order: Int32Array, values: Float64Array): number {
  let present = order.length;
  while (present > 0 && Number.isNaN(values[order[present - 1] as number])) present--;
  return present;
}

/**
 * The number with the fewest digits in the middle half between two values, which makes the file smaller; or the higher value where no number
 * is between them.
 */
function thresholdBetween(low: number, high: number): number {
  if (Number.isNaN(high)) return aboveAll;
  const sum = low + high;
  const middle = Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2;
  const quarter = high / 4 - low / 4;
  for (let digits = 1; digits <= 16; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded > low && Math.abs(rounded - middle) <= quarter) return rounded;
  }
  return middle > low ? middle : high;
}
