import { ModelFormatError } from '../../modelFormatError.ts';
import type { NdArray } from '../../npy/ndArray.ts';
import type { TreeSource } from '../../trees/treeSource.ts';
import type { Fields } from '../schema/fields.ts';

/** One fitted tree: its nodes, and the values of each, row-major. */
export interface SklearnTree {
  readonly source: Omit<TreeSource, 'output'>;
  readonly width: number;
}

/**
 * The `tree_` of an estimator.
 *
 * @param normalised whether the values of a node are to sum to 1: before 1.3 they are counts of rows
 * @throws ModelFormatError that names the field; node indices are checked by `compileTrees`
 */
export function sklearnTree(estimator: Fields, normalised: boolean): SklearnTree {
  const tree = estimator.inside(estimator.value('tree_'), 'tree_');
  const nodes = tree.array('nodes');
  const field = (name: string): Float64Array => numbersOf(nodes, name, tree);
  const [left, right, feature, threshold] = [field('left_child'), field('right_child'), field('feature'), field('threshold')];
  const count = left.length;
  const values = tree.array('values');
  const [rows, targets, width] = values.shape;
  if (rows !== count || values.shape.length !== 3 || width === undefined) throw tree.mismatch('values', `${count} × 1 × classes numbers`);
  if (targets !== 1) throw tree.unsupported('values: a tree of several targets');
  const value = Float64Array.from(tree.numbers('values'));
  if (normalised) for (let node = 0; node < count; node++) normalise(value.subarray(node * width, (node + 1) * width));
  return {
    width,
    source: {
      feature: feature.map((index, node) => ((left[node] as number) < 0 ? -1 : index)),
      threshold,
      comparison: '<=',
      left,
      right,
      value,
      cover: field('weighted_n_node_samples'),
      ...(nodes.fields?.has('missing_go_to_left') ? { missingLeft: field('missing_go_to_left') } : {}),
    },
  };
}

function numbersOf(nodes: NdArray, name: string, tree: Fields): Float64Array {
  const field = nodes.fields?.get(name);
  if (field === undefined || field.kind === 'text')
    throw tree.refusal(`nodes: expected the field ${name}, got ${[...(nodes.fields?.keys() ?? [])].join(', ') || 'none'}`);
  return field.numbers;
}

function normalise(values: Float64Array): void {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return;
  values.forEach((value, index) => {
    values[index] = value / sum;
  });
}

/** Whether a tree takes missing values; without the direction of each node none does. */
export function takesMissing(tree: Fields): boolean {
  const { version } = tree;
  const isExtra = tree.className.startsWith('Extra');
  if (version < 3 || (version < 9 && tree.has('monotonic_cst'))) return false;
  const splitter = tree.value('splitter');
  if (version >= 9) return !isExtra || splitter === 'random';
  const criteria = ['gini', 'log_loss', 'entropy', 'squared_error', 'friedman_mse', 'poisson'];
  const isKnown = splitter === 'best' || (version >= 6 && splitter === 'random');
  return isKnown && criteria.includes(String(tree.value('criterion')));
}

/** @throws ModelFormatError where nodes have no direction for missing values, although their version has one */
export function checkDirections(tree: SklearnTree, fields: Fields): void {
  if (fields.version >= 3 && tree.source.missingLeft === undefined) {
    throw new ModelFormatError(
      `${fields.place || 'tree_'}: expected nodes with the field missing_go_to_left, as scikit-learn 1.3 and later write them`,
    );
  }
}
