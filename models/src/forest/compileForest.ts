import { ModelFormatError } from '../modelFormatError.ts';
import type { ForestAggregation, ForestFile, ForestTree } from './forestFile.ts';
import type { ForestLimits } from './forestLimits.ts';
import { valueText } from './valueText.ts';

/** All trees of a forest in one set of arrays, indexed by node; a split's left child is the node after it. */
export interface CompiledForest {
  readonly aggregation: ForestAggregation;
  readonly featureCount: number;
  /** Zero for regression. */
  readonly classCount: number;
  /** Per tree: its first node. */
  readonly roots: Int32Array;
  /** Per node: the feature it splits on, or -1 for a leaf. */
  readonly feature: Int32Array;
  /** Per node: a split's threshold, a regression leaf's value. */
  readonly value: Float64Array;
  /** Per node: a split's right child, a classification leaf's class index. */
  readonly right: Int32Array;
  /** Per node: 1 for a split whose missing values go left. */
  readonly missingLeft: Uint8Array;
}

/**
 * Checks every node of a forest file and lays the trees out for evaluation.
 *
 * @throws ModelFormatError that names the tree and node
 */
export function compileForest(file: ForestFile, limits: ForestLimits): CompiledForest {
  const nodeCount = file.trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  if (nodeCount > limits.nodes) throw new ModelFormatError(`a forest has at most ${limits.nodes} nodes, got ${nodeCount}`);
  const forest: CompiledForest = {
    aggregation: file.aggregation,
    featureCount: file.features.length,
    classCount: file.classes.length,
    roots: new Int32Array(file.trees.length),
    feature: new Int32Array(nodeCount),
    value: new Float64Array(nodeCount),
    right: new Int32Array(nodeCount),
    missingLeft: new Uint8Array(nodeCount),
  };
  let root = 0;
  for (const [index, tree] of file.trees.entries()) {
    forest.roots[index] = root;
    writeTree(forest, tree, index);
    root += tree.feature.length;
  }
  return forest;
}

/** The right child of a split is the node after its left branch, which ends at the leaf that leaves no younger split waiting. */
function writeTree(forest: CompiledForest, tree: ForestTree, index: number): void {
  const root = forest.roots[index] ?? 0;
  const size = tree.feature.length;
  const waiting: number[] = [];
  for (let node = 0; node < size; node++) {
    if (writeNode(forest, tree, { tree: index, node, at: root + node })) {
      waiting.push(root + node);
      continue;
    }
    const split = waiting.pop();
    if (split !== undefined) forest.right[split] = root + node + 1;
    else if (node + 1 < size) {
      throw new ModelFormatError(`tree ${index} is complete after ${node + 1} nodes, got ${size}: the others cannot be reached`);
    } else return;
  }
  throw new ModelFormatError(`tree ${index} ends after ${size} nodes, expected a left and a right branch for every split`);
}

interface Place {
  readonly tree: number;
  readonly node: number;
  /** The node's index over all trees. */
  readonly at: number;
}

/** @returns whether the node is a split */
function writeNode(forest: CompiledForest, tree: ForestTree, place: Place): boolean {
  const written = tree.feature[place.node];
  const missingLeft = typeof written === 'number' && written < -1;
  const feature = missingLeft ? -2 - written : written;
  const value = tree.value[place.node];
  if (!isIndex(feature, -1, forest.featureCount))
    throw wrong(place, { field: 'feature', expected: `an index from -1 to ${forest.featureCount - 1}, or -2 - index`, got: written });
  // JSON has no NaN and no infinity, but writers put null for them, and 1e999 reads as infinity.
  if (!Number.isFinite(value) || value === undefined) {
    throw wrong(place, { field: feature < 0 ? 'leaf value' : 'threshold', expected: 'a finite number', got: value });
  }
  forest.feature[place.at] = feature;
  forest.value[place.at] = value;
  forest.missingLeft[place.at] = missingLeft ? 1 : 0;
  if (feature >= 0) return true;
  if (forest.aggregation !== 'vote') return false;
  if (!isIndex(value, 0, forest.classCount))
    throw wrong(place, { field: 'leaf value', expected: `a class index from 0 to ${forest.classCount - 1}`, got: value });
  forest.right[place.at] = value;
  return false;
}

function isIndex(value: unknown, lowest: number, end: number): value is number {
  return Number.isInteger(value) && (value as number) >= lowest && (value as number) < end;
}

function wrong(place: Place, { field, expected, got }: { field: string; expected: string; got: unknown }): ModelFormatError {
  return new ModelFormatError(`tree ${place.tree}, node ${place.node}: ${field} must be ${expected}, got ${valueText(got)}`);
}
