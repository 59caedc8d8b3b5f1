/** A complete binary tree over binned features: node n goes to 2n + 1 when the bin is at most the cut, else to 2n + 2. */
export interface RegressionTree {
  readonly features: Uint16Array;
  readonly cuts: Uint8Array;
  readonly leaves: Float64Array;
}

export interface TreeTraining {
  /** Of each feature the bin of every row. */
  readonly bins: readonly Uint8Array[];
  readonly target: Float64Array;
  readonly depth: number;
  readonly minLeafRows: number;
  /** Bins there are, at most 255; 255 unless told. */
  readonly binCount?: number;
}

/** A cut above every bin: all rows go left, so a node that is not worth splitting hands its rows on unsplit. */
const NO_CUT = 255;

/**
 * A regression tree that lowers the squared error most, grown level by level from histograms of the bins.
 *
 * @param training bins 0 to 254 per feature (at least one feature and one row), the target, the depth, and the fewest rows of a leaf
 * @returns the tree, and the leaf of each training row; equal gains go to the first feature and the lowest cut
 * @see Breiman et al., Classification and Regression Trees (1984), chapter 8; Ke et al., LightGBM (2017), histogram-based split finding
 * @example
 * Array.from(regressionTree({ bins: [Uint8Array.of(1, 1, 2, 2)], target: Float64Array.of(1, 1, 5, 5), depth: 1, minLeafRows: 1 }).tree.leaves) // => [1, 5]
 */
export function regressionTree({ bins, target, depth, minLeafRows, binCount = NO_CUT }: TreeTraining): {
  readonly tree: RegressionTree;
  readonly leafOf: Uint16Array;
} {
  const features = new Uint16Array(2 ** depth - 1);
  const cuts = new Uint8Array(2 ** depth - 1).fill(NO_CUT);
  const place = new Uint16Array(target.length);
  for (let level = 0; level < depth; level++) {
    const splits = bestSplits({ bins, target, place, nodes: 2 ** level, minLeafRows, binCount });
    for (const [index, { feature, cut }] of splits.entries()) {
      features[2 ** level - 1 + index] = feature;
      cuts[2 ** level - 1 + index] = cut;
    }
    for (let row = 0; row < place.length; row++) {
      const { feature, cut } = splits[place[row] as number] as Split;
      place[row] = 2 * (place[row] as number) + ((bins[feature]?.[row] as number) > cut ? 1 : 0);
    }
  }
  return { tree: { features, cuts, leaves: leafMeans(target, place, 2 ** depth) }, leafOf: place };
}

interface Split {
  readonly feature: number;
  readonly cut: number;
  readonly gain: number;
}

interface Level {
  readonly bins: readonly Uint8Array[];
  readonly target: Float64Array;
  /** Node of each row within its level. */
  readonly place: Uint16Array;
  readonly nodes: number;
  readonly minLeafRows: number;
  readonly binCount: number;
}

function bestSplits({ bins, target, place, nodes, minLeafRows, binCount }: Level): Split[] {
  const best: Split[] = Array.from({ length: nodes }, () => ({ feature: 0, cut: NO_CUT, gain: 0 }));
  const sums = new Float64Array(nodes * binCount);
  const counts = new Uint32Array(nodes * binCount);
  for (const [feature, column] of bins.entries()) {
    sums.fill(0);
    counts.fill(0);
    for (let row = 0; row < column.length; row++) {
      const cell = (place[row] as number) * binCount + (column[row] as number);
      sums[cell] = (sums[cell] as number) + (target[row] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
    for (const [node, { gain }] of best.entries()) {
      const range = [node * binCount, (node + 1) * binCount] as const;
      const found = bestCut(sums.subarray(...range), counts.subarray(...range), minLeafRows);
      if (found.gain > gain) best[node] = { feature, ...found };
    }
  }
  return best;
}

function bestCut(sums: Float64Array, counts: Uint32Array, minLeafRows: number): { readonly cut: number; readonly gain: number } {
  let [sum, rows] = [0, 0];
  for (let bin = 0; bin < counts.length; bin++) {
    sum += sums[bin] as number;
    rows += counts[bin] as number;
  }
  let [left, leftRows, cut, gain] = [0, 0, NO_CUT, 0];
  if (rows < 2 * minLeafRows) return { cut, gain };
  // Rounding alone can make a gain of a constant target.
  const least = 1e-12 * ((sum * sum) / rows);
  for (let bin = 0; bin < counts.length - 1; bin++) {
    if (counts[bin] === 0) continue;
    left += sums[bin] as number;
    leftRows += counts[bin] as number;
    const rightRows = rows - leftRows;
    if (rightRows < minLeafRows) break;
    if (leftRows < minLeafRows) continue;
    const gained = (left * left) / leftRows + (sum - left) ** 2 / rightRows - (sum * sum) / rows;
    if (gained > gain && gained > least) [cut, gain] = [bin, gained];
  }
  return { cut, gain };
}

function leafMeans(target: Float64Array, place: Uint16Array, leaves: number): Float64Array {
  const sums = new Float64Array(leaves);
  const counts = new Uint32Array(leaves);
  for (let row = 0; row < target.length; row++) {
    const leaf = place[row] as number;
    sums[leaf] = (sums[leaf] as number) + (target[row] as number);
    counts[leaf] = (counts[leaf] as number) + 1;
  }
  return sums.map((sum, leaf) => (counts[leaf] === 0 ? 0 : sum / (counts[leaf] as number)));
}
