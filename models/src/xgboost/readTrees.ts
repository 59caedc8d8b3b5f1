import type { DocumentFields } from '../document/documentFields.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { CategorySet, TreeSource } from '../trees/treeSource.ts';

interface Shape {
  readonly featureCount: number;
  readonly outputs: number;
  /** The last iteration that counts; all where absent. */
  readonly bestIteration: number | undefined;
}

/**
 * The trees of `gradient_booster` that the model answers with.
 * Dart keeps the weights of its trees beside its inner gbtree, or inside the model since the main branch of 2026.
 */
export function readTrees(booster: DocumentFields, shape: Shape): TreeSource[] {
  const model = booster.has('gbtree') ? booster.object('gbtree').object('model') : booster.object('model');
  const trees = model.objects('trees');
  const outputs = model.numbers('tree_info', trees.length);
  const holder = booster.has('weight_drop') ? booster : model;
  if (booster.text('name') === 'dart' && !holder.has('weight_drop')) throw booster.mismatch('weight_drop', 'the weights of the trees');
  const weights =
    holder.has('weight_drop') && holder.list('weight_drop').length > 0 ? holder.numbers('weight_drop', trees.length) : undefined;
  return trees.slice(0, treeCount(model, { ...shape, all: trees.length })).map((tree, index) => ({
    ...readTree(tree, shape.featureCount),
    output: outputs[index] as number,
    ...(weights === undefined ? {} : { weight: Math.fround(weights[index] as number) }),
  }));
}

function treeCount(model: DocumentFields, { bestIteration, outputs, all }: Shape & { all: number }): number {
  if (bestIteration === undefined) return all;
  if (model.has('iteration_indptr')) {
    const starts = model.numbers('iteration_indptr');
    return bestIteration + 1 < starts.length ? Math.min(all, starts[bestIteration + 1] as number) : all;
  }
  const parallel = model.optionalObject('gbtree_model_param').count('num_parallel_tree', { most: 100_000, absent: 1 });
  return Math.min(all, (bestIteration + 1) * outputs * Math.max(1, parallel));
}

function readTree(tree: DocumentFields, featureCount: number): Omit<TreeSource, 'output' | 'weight'> {
  const width = tree.optionalObject('tree_param').count('size_leaf_vector', { most: 10_000, absent: 0 });
  if (width > 1) {
    throw new ModelFormatError(
      `${tree.path}.tree_param.size_leaf_vector: expected leaves of one number, got ${width}; train with multi_strategy="one_output_per_tree"`,
    );
  }
  const left = tree.numbers('left_children');
  const count = left.length;
  const split = tree.numbers('split_indices', count);
  const numbers = tree.numbers('split_conditions', count);
  const conditions = numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  const feature = Int32Array.from(split, (index, node) => (left[node] === -1 ? -1 : index));
  // Deleted nodes hold 2147483647; a path that comes to one is an error of the tree.
  const wrong = feature.findIndex((index) => index >= featureCount && index !== 2147483647);
  if (wrong >= 0)
    throw new ModelFormatError(
      `${tree.path}.split_indices[${wrong}]: expected a feature from 0 to ${featureCount - 1}, got ${feature[wrong]}`,
    );
  return {
    feature,
    threshold: conditions,
    comparison: '<',
    left,
    right: tree.numbers('right_children', count),
    missingLeft: tree.numbers('default_left', count),
    value: conditions,
    ...(tree.has('sum_hessian') ? { cover: tree.numbers('sum_hessian', count) } : {}),
    sets: readSets(tree, count),
  };
}

/** Splits on categories: a value in the set goes right. Their lists run on, one segment per node of `categories_nodes`. */
function readSets(tree: DocumentFields, count: number): Map<number, CategorySet> {
  const sets = new Map<number, CategorySet>();
  if (!tree.has('split_type')) return sets;
  const types = tree.numbers('split_type', count);
  const nodes = tree.has('categories_nodes') ? tree.numbers('categories_nodes') : [];
  const [all, starts, sizes] =
    nodes.length === 0
      ? [[], [], []]
      : [tree.numbers('categories'), tree.numbers('categories_segments', nodes.length), tree.numbers('categories_sizes', nodes.length)];
  let total = 0;
  for (let index = 0; index < nodes.length; index++) {
    const [node, from, size] = [nodes[index] as number, starts[index] as number, sizes[index] as number];
    total += size;
    if (!(from >= 0 && size >= 0 && from + size <= all.length && total <= all.length)) {
      throw new ModelFormatError(
        `${tree.path}.categories_segments[${index}]: expected a place in ${all.length} categories, got ${from} and ${size} more`,
      );
    }
    sets.set(node, { values: Float64Array.from({ length: size }, (_, member) => all[from + member] as number), membersGo: 'right' });
  }
  const wrong = Array.from(types).findIndex((type, node) => type === 1 && !sets.has(node));
  if (wrong >= 0)
    throw new ModelFormatError(`${tree.path}.split_type[${wrong}]: expected the categories of a split on categories, got none`);
  return sets;
}
