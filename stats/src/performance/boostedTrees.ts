import { meanAndDeviation } from '../meanAndDeviation.ts';
import { featureBins, featureEdges } from './featureBins.ts';
import { type RegressionTree, regressionTree } from './regressionTree.ts';

export interface BoostingOptions {
  readonly rounds?: number;
  readonly depth?: number;
  readonly learningRate?: number;
  readonly minLeafRows?: number;
  /** Bins a feature is cut into, at most 254. */
  readonly maxBins?: number;
}

/** Predicts the target of rows whose features stand in the order of training; NaN is a missing value. */
export type BoostedTrees = (features: readonly Float64Array[]) => Float64Array;

/**
 * Gradient-boosted regression trees for squared error: a small, deterministic model for tabular features with missing values.
 *
 * @param features one column per feature, at least one, NaN where missing
 * @param target finite values, one a row, at least one row
 * @param options 60 rounds of depth 4, learning rate 0.1, leaves of at least 20 rows, 64 bins unless told
 * @returns the trained model; its predictions on the training rows have the mean of the target
 * @throws RangeError when there is no row or a column has another length
 * @see Friedman, Greedy Function Approximation: A Gradient Boosting Machine (2001), algorithm 1 with squared error
 * @example
 * Array.from(boostedTrees([Float64Array.of(1, 2)], Float64Array.of(4, 6))([Float64Array.of(1)])) // => [5]
 */
export function boostedTrees(features: readonly Float64Array[], target: Float64Array, options: BoostingOptions = {}): BoostedTrees {
  const { rounds = 60, depth = 4, learningRate = 0.1, minLeafRows = 20, maxBins = 64 } = options;
  const odd = features.find(({ length }) => length !== target.length);
  if (odd !== undefined) throw new RangeError(`trees need ${target.length} rows in each feature, got ${odd.length}`);
  const edges = features.map((values) => featureEdges(values, maxBins));
  const bins = features.map((values, index) => featureBins(values, edges[index] as Float64Array));
  const { mean } = meanAndDeviation(target);
  const residuals = target.map((value) => value - mean);
  const trees: RegressionTree[] = [];
  for (let round = 0; round < rounds && bins.length > 0; round++) {
    const { tree, leafOf } = regressionTree({ bins, target: residuals, depth, minLeafRows, binCount: maxBins + 1 });
    const leaves = tree.leaves.map((value) => value * learningRate);
    for (let row = 0; row < residuals.length; row++)
      residuals[row] = (residuals[row] as number) - (leaves[leafOf[row] as number] as number);
    trees.push({ ...tree, leaves });
  }
  return (columns) => {
    const columnBins = columns.map((values, index) => featureBins(values, edges[index] as Float64Array));
    const predictions = new Float64Array(columns[0]?.length ?? 0).fill(mean);
    for (const tree of trees) addTree(predictions, columnBins, tree);
    return predictions;
  };
}

function addTree(predictions: Float64Array, bins: readonly Uint8Array[], { features, cuts, leaves }: RegressionTree): void {
  const columns = Array.from(features, (feature) => bins[feature] as Uint8Array);
  for (let row = 0; row < predictions.length; row++) {
    let node = 0;
    while (node < cuts.length) node = 2 * node + ((columns[node]?.[row] as number) > (cuts[node] as number) ? 2 : 1);
    predictions[row] = (predictions[row] as number) + (leaves[node - cuts.length] as number);
  }
}
