import type { Fields } from '../schema/fields.ts';

/** What each column counts for a model: the norm of its coefficients, or by how much its splits lower the impurity. */
export function importances(model: Fields, width: number, norm: number): readonly number[] {
  if (model.has('coef_')) {
    const { rows, values } = model.matrix('coef_', width);
    return Array.from({ length: width }, (_, column) => {
      const own = Array.from({ length: rows }, (_, row) => Math.abs(values[row * width + column] as number));
      return rows === 1 ? (own[0] as number) : own.reduce((sum, value) => sum + value ** norm, 0) ** (1 / norm);
    });
  }
  if (model.has('tree_')) return treeImportances(model, width, true);
  if (model.has('estimators_') && /^(RandomForest|ExtraTrees)/.test(model.className)) return forestImportances(model, width);
  throw model.unsupported('a model that neither has coefficients nor is a tree or forest, as the estimator of SelectFromModel,');
}

function forestImportances(model: Fields, width: number): readonly number[] {
  const sums = new Array<number>(width).fill(0);
  const trees = model.list('estimators_').map((tree, index) => model.inside(tree, `estimators_[${index}]`));
  // A tree that is only a leaf counts for nothing.
  const grown = trees.filter((tree) => tree.inside(tree.value('tree_'), 'tree_').count('node_count') > 1);
  for (const tree of grown) {
    treeImportances(tree, width, true).forEach((value, column) => {
      sums[column] = (sums[column] as number) + value;
    });
  }
  const means = sums.map((sum) => (grown.length === 0 ? 0 : sum / grown.length));
  const total = means.reduce((sum, mean) => sum + mean, 0);
  return means.map((mean) => (total === 0 ? 0 : mean / total));
}

function treeImportances(estimator: Fields, width: number, normalised: boolean): readonly number[] {
  const tree = estimator.inside(estimator.value('tree_'), 'tree_');
  const { fields } = tree.array('nodes');
  const list = (name: string): Float64Array => {
    const found = fields?.get(name);
    if (found === undefined) throw tree.refusal(`nodes: expected the field ${name}`);
    return found.numbers;
  };
  const [left, right, feature, impurity, weight] = [
    list('left_child'),
    list('right_child'),
    list('feature'),
    list('impurity'),
    list('weighted_n_node_samples'),
  ];
  const at = (node: number): number => (weight[node] as number) * (impurity[node] as number);
  const sums = new Array<number>(width).fill(0);
  left.forEach((child, node) => {
    if (child < 0) return;
    const column = feature[node] as number;
    sums[column] = (sums[column] as number) + (at(node) - at(child) - at(right[node] as number));
  });
  const lowered = sums.map((sum) => sum / (weight[0] as number));
  const total = lowered.reduce((sum, value) => sum + value, 0);
  return normalised && total > 0 ? lowered.map((value) => value / total) : lowered;
}
