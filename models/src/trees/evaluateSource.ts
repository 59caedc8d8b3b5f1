import { missingKinds, type TreeSource, type TreesSource } from './treeSource.ts';

const tiny = Math.fround(1e-35);

/** Sums of one row straight from the lists of the source, word by word as the libraries describe it: what the compiled form is checked against. */
export function evaluateSource(source: TreesSource, row: readonly number[]): number[] {
  const round = source.sums === 'float32' ? Math.fround : (value: number) => value;
  const cells = row.map((cell) => {
    const input = source.inputs === 'float32' ? Math.fround(cell) : cell;
    return source.tinyIsZero === true && Math.abs(input) <= tiny ? 0 : input;
  });
  const sums = Array.from({ length: source.outputs }, (_, output) => (source.combine === 'sum' ? (source.base[output] ?? 0) : 0)).map(
    round,
  );
  const counts = sums.map(() => 0);
  for (const tree of source.trees) {
    for (const [output, value] of leafValues(source, tree, cells)) sums[output] = round((sums[output] ?? 0) + value);
    for (const output of counts.keys()) {
      if (typeof tree.output !== 'number' || tree.output === output) counts[output] = (counts[output] ?? 0) + 1;
    }
  }
  if (source.combine === 'sum') return sums;
  return sums.map((sum, output) => round(sum / Math.max(1, counts[output] ?? 0) + round(source.base[output] ?? 0)));
}

function leafValues(source: TreesSource, tree: TreeSource, cells: readonly number[]): [number, number][] {
  const weighted = (value: number) => {
    const weight = tree.weight ?? 1;
    return source.sums === 'float32' ? Math.fround(Math.fround(value) * Math.fround(weight)) : value * weight;
  };
  let node = 0;
  while ((tree.feature[node] ?? -1) >= 0) node = (goesLeft(tree, node, cells) ? tree.left[node] : tree.right[node]) ?? 0;
  if (tree.output === 'vector') {
    return Array.from({ length: source.outputs }, (_, output) => [output, weighted(tree.value[node * source.outputs + output] ?? 0)]);
  }
  if (tree.output === 'vote') return [[tree.value[node] ?? 0, 1]];
  const linear = tree.linear?.get(node);
  if (linear === undefined) return [[tree.output, weighted(tree.value[node] ?? 0)]];
  const inputs = Array.from(linear.features, (feature) => cells[feature] ?? 0);
  if (inputs.some(Number.isNaN)) return [[tree.output, weighted(tree.value[node] ?? 0)]];
  const sum = inputs.reduce((total, input, index) => total + (linear.coefficients[index] ?? 0) * input, linear.constant);
  return [[tree.output, sum]];
}

function goesLeft(tree: TreeSource, node: number, cells: readonly number[]): boolean {
  const input = cells[tree.feature[node] ?? 0] ?? 0;
  const kind = tree.missingKind?.[node] ?? missingKinds.nan;
  const missingLeft = Boolean(tree.missingLeft?.[node]);
  const set = tree.sets?.get(node);
  if (set !== undefined) {
    if (Number.isNaN(input)) return missingLeft;
    const member = Array.from(set.values).includes(set.exact === true ? input : Math.trunc(input));
    return member === (set.membersGo === 'left');
  }
  const value = kind === missingKinds.none && Number.isNaN(input) ? 0 : input;
  if (Number.isNaN(value) || (kind === missingKinds.zero && value === 0)) return missingLeft;
  const threshold = tree.threshold[node] ?? 0;
  const comparison = typeof tree.comparison === 'string' ? tree.comparison : tree.comparison[node];
  return comparison === '<=' ? value <= threshold : value < threshold;
}
