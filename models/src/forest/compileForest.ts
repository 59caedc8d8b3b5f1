import { valueText } from '../document/valueText.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { CompiledTrees } from '../trees/compiledTrees.ts';
import { compileTrees } from '../trees/compileTrees.ts';
import type { TreeSource } from '../trees/treeSource.ts';
import type { ForestFile, ForestTree } from './forestFile.ts';
import type { ForestLimits } from './forestLimits.ts';

/**
 * Checks every node of a forest file and lays the trees out for evaluation: the outputs are the shares of the votes, or the mean.
 *
 * @throws ModelFormatError that names the tree and node
 */
export function compileForest(file: ForestFile, limits: ForestLimits): CompiledTrees {
  const nodeCount = file.trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  if (nodeCount > limits.nodes) throw new ModelFormatError(`a forest has at most ${limits.nodes} nodes, got ${nodeCount}`);
  const outputs = Math.max(1, file.classes.length);
  return compileTrees({
    featureCount: file.features.length,
    outputs,
    inputs: 'float64',
    sums: 'float64',
    combine: 'mean',
    base: new Float64Array(outputs),
    trees: file.trees.map((tree, index) => treeSource(file, tree, index)),
  });
}

/** The right child of a split is the node after its left branch, which ends at the leaf that leaves no younger split waiting. */
function treeSource(file: ForestFile, { feature: written, value }: ForestTree, index: number): TreeSource {
  const size = written.length;
  const feature = new Int32Array(size);
  const missingLeft = new Uint8Array(size);
  const right = new Int32Array(size);
  const waiting: number[] = [];
  for (let node = 0; node < size; node++) {
    const split = checkNode(file, { tree: index, node, feature: written[node], value: value[node] });
    feature[node] = split;
    missingLeft[node] = (written[node] as number) < -1 ? 1 : 0;
    if (split >= 0) {
      waiting.push(node);
      continue;
    }
    const parent = waiting.pop();
    if (parent !== undefined) right[parent] = node + 1;
    else if (node + 1 < size) {
      throw new ModelFormatError(`tree ${index} is complete after ${node + 1} nodes, got ${size}: the others cannot be reached`);
    } else {
      const left = feature.map((_, at) => at + 1);
      const output = file.aggregation === 'vote' ? 'vote' : 0;
      return { output, feature, threshold: value, comparison: '<', left, right, missingLeft, value };
    }
  }
  throw new ModelFormatError(`tree ${index} ends after ${size} nodes, expected a left and a right branch for every split`);
}

interface ForestNode {
  readonly tree: number;
  readonly node: number;
  readonly feature: unknown;
  readonly value: unknown;
}

/** @returns the feature that the node splits on, or −1 */
function checkNode(file: ForestFile, place: ForestNode): number {
  const { feature: written, value } = place;
  const feature = typeof written === 'number' && written < -1 ? -2 - written : written;
  if (!isIndex(feature, -1, file.features.length)) {
    throw wrong(place, { field: 'feature', expected: `an index from -1 to ${file.features.length - 1}, or -2 - index`, got: written });
  }
  // JSON has no NaN and no infinity, but writers put null for them, and 1e999 reads as infinity.
  if (!Number.isFinite(value))
    throw wrong(place, { field: feature < 0 ? 'leaf value' : 'threshold', expected: 'a finite number', got: value });
  if (feature < 0 && file.aggregation === 'vote' && !isIndex(value, 0, file.classes.length)) {
    throw wrong(place, { field: 'leaf value', expected: `a class index from 0 to ${file.classes.length - 1}`, got: value });
  }
  return feature;
}

function isIndex(value: unknown, lowest: number, end: number): value is number {
  return Number.isInteger(value) && (value as number) >= lowest && (value as number) < end;
}

function wrong({ tree, node }: ForestNode, { field, expected, got }: { field: string; expected: string; got: unknown }): ModelFormatError {
  return new ModelFormatError(`tree ${tree}, node ${node}: ${field} must be ${expected}, got ${valueText(got)}`);
}
