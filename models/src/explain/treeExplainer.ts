import { checkRows } from '../contract/checkRows.ts';
import { type CompiledTrees, severalOutputs } from '../trees/compiledTrees.ts';
import { prepareRows } from '../trees/prepareRows.ts';
import { treeEvaluator } from '../trees/treeEvaluator.ts';
import { branchGame } from './branchGame.ts';
import { coversOf } from './coversOf.ts';
import type { Background, Explainer } from './explainer.ts';
import { type LeafPaths, leafPaths } from './leafPaths.ts';
import { rowGame } from './rowGame.ts';

interface TreeExplainerOptions {
  readonly scale: Explainer['scale'];
  /** Not needed where the trees hold covers, unless it asks for `unknown: 'rows'`. */
  readonly background?: Background;
}

/**
 * Exact Shapley values of the sums of trees, see `branchGame` and `rowGame`.
 *
 * @throws RangeError when rows of the background are needed and there are none, or leaves are linear models, or there are too many
 */
export function treeExplainer(trees: CompiledTrees, { scale, background }: TreeExplainerOptions): Explainer {
  if (trees.linear.size > 0) throw new RangeError('expected trees with constant leaves to explain, got linear models in the leaves');
  const byRows = background?.unknown === 'rows';
  const needed = byRows || trees.cover === undefined;
  if (needed && !((background?.count ?? 0) > 0)) {
    throw new RangeError(`expected background rows to explain with, got ${background?.count ?? 0}`);
  }
  const { rows, count } = background ?? { rows: new Float64Array(0), count: 0 };
  const paths = leafPaths(trees, trees.cover ?? coversOf(trees, rows, count));
  const behind = prepare(trees, rows, count);
  const game = byRows ? rowGame(paths, { rows: behind, count, width: trees.featureCount }) : branchGame(paths);
  const { outputs, featureCount: width } = trees;
  const addLeaf = leafAdder(trees, paths);
  return {
    scale,
    outputs,
    base: byRows ? meanAnswer(trees, rows, count) : branchBase(trees, paths),
    contributions(requested, size) {
      const inputs = prepare(trees, requested, size);
      const sums = new Float64Array(size * width * outputs);
      const effects = new Float64Array(paths.longest);
      for (let row = 0; row < size; row++) {
        const own = inputs.subarray(row * width, (row + 1) * width);
        const target = sums.subarray(row * width * outputs, (row + 1) * width * outputs);
        for (let leaf = 0; leaf < paths.nodes.length; leaf++) if (game(leaf, own, effects)) addLeaf(leaf, effects, target);
      }
      return sums;
    },
  };
}

function prepare(trees: CompiledTrees, rows: Float64Array, count: number): Float64Array {
  checkRows(rows, count, trees.featureCount);
  const inputs = new Float64Array(rows.length);
  prepareRows(trees, { rows, from: 0 }, inputs);
  return inputs;
}

function meanAnswer(trees: CompiledTrees, rows: Float64Array, count: number): Float64Array {
  const sums = treeEvaluator(trees)(rows, count);
  const base = new Float64Array(trees.outputs);
  for (let cell = 0; cell < sums.length; cell++)
    base[cell % base.length] = (base[cell % base.length] as number) + (sums[cell] as number) / count;
  return base;
}

/** Each leaf's values by the share of the rows that come to it. */
function branchBase(trees: CompiledTrees, paths: LeafPaths): Float64Array {
  const base = trees.base.slice();
  const scales = scalesOf(trees);
  const eachAmount = amountsOf(trees, paths);
  for (let leaf = 0; leaf < paths.nodes.length; leaf++) {
    const share = paths.shares.subarray(paths.starts[leaf], paths.starts[leaf + 1]).reduce((product, one) => product * one, 1);
    eachAmount(leaf, (output, amount) => {
      base[output] = (base[output] as number) + share * amount * (scales[output] as number);
    });
  }
  return base;
}

/** Adds the effects of a leaf's conditions, times its values, to the contributions of a row. */
function leafAdder(trees: CompiledTrees, paths: LeafPaths): (leaf: number, effects: Float64Array, target: Float64Array) => void {
  const { outputs } = trees;
  const scales = scalesOf(trees);
  const eachAmount = amountsOf(trees, paths);
  return (leaf, effects, target) => {
    const start = paths.starts[leaf] as number;
    const size = (paths.starts[leaf + 1] as number) - start;
    eachAmount(leaf, (output, amount) => {
      const scaled = amount * (scales[output] as number);
      for (let place = 0; place < size; place++) {
        const cell = (paths.features[start + place] as number) * outputs + output;
        target[cell] = (target[cell] as number) + scaled * (effects[place] as number);
      }
    });
  };
}

/** Per output: what a leaf's value counts, by how the trees are combined. */
function scalesOf({ combine, treeOutputs, outputs }: CompiledTrees): Float64Array {
  return Float64Array.from({ length: outputs }, (_, output) =>
    combine === 'sum' ? 1 : 1 / Math.max(1, treeOutputs.filter((only) => only < 0 || only === output).length),
  );
}

/** @returns a function that calls `add` with each value of a leaf */
function amountsOf({ value, vectors, treeOutputs, outputs }: CompiledTrees, paths: LeafPaths) {
  return (leaf: number, add: (output: number, amount: number) => void): void => {
    const own = value[paths.nodes[leaf] as number] as number;
    const only = treeOutputs[paths.trees[leaf] as number] as number;
    if (only === severalOutputs.vote) add(own, 1);
    else if (only !== severalOutputs.vector) add(only, own);
    else for (let output = 0; output < outputs; output++) add(output, vectors[own * outputs + output] as number);
  };
}
