import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { bootstrapSample } from './bootstrapSample.ts';
import { forestOptions } from './forestDefaults.ts';
import type { ForestOptions, ForestTraining } from './forestTraining.ts';
import { growTree, type TreeNode } from './growTree.ts';
import { leafDecimals } from './leafDecimals.ts';
import { errorTally, giniTally } from './splitTally.ts';
import { treeBytes } from './treeBytes.ts';
import { treeSeed } from './treeSeed.ts';

/** The JSON of an ml-random-forest forest, input of its `load` and of `forestFileFrom`, and the rows each tree was trained on. */
export interface TrainedForest {
  readonly name: 'RFClassifier' | 'RFRegression';
  readonly selectionMethod?: 'mean';
  readonly baseModel: {
    readonly isClassifier: boolean;
    readonly seed: number;
    readonly nEstimators: number;
    readonly maxFeatures: number;
    readonly n: number;
    readonly indexes: readonly (readonly number[])[];
    readonly estimators: readonly unknown[];
  };
  /** Per tree: the distinct rows it saw, ascending. */
  readonly bags: readonly (readonly number[])[];
}

/** Called after each tree, with the bytes of the trees so far in a model file. */
type TrainingProgress = (done: number, total: number, bytes: number) => void;

/**
 * Trains a random forest of ml-random-forest, tree by tree, because its training of a whole forest cannot report progress. Each tree's bag
 * is drawn here, because the library does not expose the rows it drew; `growTree` finds its splits.
 *
 * @throws RangeError if the data has no rows, another number of targets, infinite values, or invalid class indexes
 */
export function trainForest(training: ForestTraining, onProgress: TrainingProgress = () => {}): TrainedForest {
  checkTraining(training);
  const options = forestOptions(training);
  checkOptions(options);
  let bytes = 0;
  const trees = Array.from({ length: options.trees }, (_, tree) => {
    const trained = trainTree(training, options, treeSeed(training.seed, tree));
    bytes += treeBytes(trained.estimator.root);
    onProgress(tree + 1, options.trees, bytes);
    return trained;
  });
  const classification = training.task === 'classification';
  return {
    name: classification ? 'RFClassifier' : 'RFRegression',
    ...(classification ? {} : { selectionMethod: 'mean' as const }),
    baseModel: {
      isClassifier: classification,
      seed: training.seed,
      nEstimators: options.trees,
      maxFeatures: columnShare(options, training.featureCount),
      n: columnsPerTree(options, training.featureCount),
      indexes: trees.map((tree) => tree.index),
      estimators: trees.map((tree) => tree.estimator),
    },
    bags: trees.map((tree) => tree.bag),
  };
}

interface TrainedTree {
  readonly index: number[];
  readonly estimator: { readonly root: TreeNode };
  readonly bag: readonly number[];
}

/** A forest of one tree on a bag of the rows; returns plain data, so that it can be posted to another thread. */
function trainTree(training: ForestTraining, options: ForestOptions, seed: number): TrainedTree {
  const { rows, featureCount, target, task, mayMiss = [] } = training;
  const { index, estimator } = treeWithoutSplits(training, options, seed);
  const sample = bootstrapSample(target.length, Math.min(target.length, options.rowsPerTree), seed);
  const columns = index.map((feature) => Float64Array.from(sample, (row) => rows[row * featureCount + feature] as number));
  const classification = task === 'classification';
  const tally = classification
    ? giniTally(
        Int32Array.from(sample, (row) => target[row] as number),
        target.reduce((most, label) => Math.max(most, label), 0) + 1,
      )
    : errorTally(Float64Array.from(sample, (row) => target[row] as number));
  // A regression goes on without a gain, because two splits may explain what one cannot; its leaves are larger.
  const root = growTree(
    { columns, mayMiss: index.map((feature) => mayMiss[feature] ?? false), tally },
    { ...options, needsGain: classification },
  );
  return {
    index,
    estimator: { ...estimator, root: classification ? root : roundLeaves(root, leafDecimals(target)) },
    bag: [...new Set(sample)].sort((left, right) => left - right),
  };
}

/** The library draws the columns of a tree and describes it; one row is enough for that. */
function treeWithoutSplits({ featureCount, task }: ForestTraining, options: ForestOptions, seed: number) {
  const forest = new (task === 'classification' ? RandomForestClassifier : RandomForestRegression)({
    seed,
    nEstimators: 1,
    maxFeatures: columnShare(options, featureCount),
    replacement: false,
    useSampleBagging: false,
    noOOB: true,
    treeOptions: { minNumSamples: options.leafRows, maxDepth: options.maxDepth, gainThreshold: 0 },
  });
  forest.train([new Array<number>(featureCount).fill(0)], [0]);
  const { baseModel } = JSON.parse(JSON.stringify(forest));
  return { index: baseModel.indexes[0] as number[], estimator: baseModel.estimators[0] as object };
}

function roundLeaves(node: TreeNode, decimals: number): TreeNode {
  if (!('distribution' in node)) return { ...node, left: roundLeaves(node.left, decimals), right: roundLeaves(node.right, decimals) };
  return { distribution: Number(Number(node.distribution).toFixed(decimals)) };
}

function columnsPerTree({ maxFeatures }: ForestOptions, featureCount: number): number {
  return Math.max(1, Math.round(maxFeatures * featureCount));
}

/** The library rounds a share down and treats 1 as "all", so a number of columns is passed as a share just above it. */
function columnShare(options: ForestOptions, featureCount: number): number {
  return Math.min(1, (columnsPerTree(options, featureCount) + 0.5) / featureCount);
}

function checkTraining({ rows, featureCount, target, task, seed }: ForestTraining): void {
  if (!Number.isInteger(seed)) throw new RangeError(`expected an integer as seed, got ${seed}`);
  if (!Number.isInteger(featureCount) || featureCount < 1) throw new RangeError(`expected at least 1 feature, got ${featureCount}`);
  if (target.length < 2) throw new RangeError(`expected at least 2 rows to train on, got ${target.length}`);
  if (rows.length !== target.length * featureCount) {
    throw new RangeError(
      `expected ${target.length * featureCount} numbers for ${target.length} targets with ${featureCount} features, got ${rows.length}`,
    );
  }
  const hole = rows.findIndex((value) => value === Infinity || value === -Infinity);
  if (hole >= 0) {
    throw new RangeError(
      `expected finite or missing numbers to train on, got ${rows[hole]} in row ${Math.floor(hole / featureCount)}, feature ${hole % featureCount}`,
    );
  }
  const wrong = target.findIndex((value) => (task === 'regression' ? !Number.isFinite(value) : !(Number.isInteger(value) && value >= 0)));
  const expected = task === 'regression' ? 'a finite number' : 'a class index from 0';
  if (wrong >= 0) throw new RangeError(`expected ${expected} as target, got ${target[wrong]} in row ${wrong}`);
}

function checkOptions({ trees, maxFeatures, leafRows, maxDepth, rowsPerTree }: ForestOptions): void {
  for (const [name, value] of Object.entries({ trees, leafRows, maxDepth, rowsPerTree })) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`expected a whole number from 1 as ${name}, got ${value}`);
  }
  if (!(maxFeatures > 0 && maxFeatures <= 1)) throw new RangeError(`expected a number above 0 up to 1 as maxFeatures, got ${maxFeatures}`);
}
