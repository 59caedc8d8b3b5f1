import { ModelFormatError } from '../modelFormatError.ts';
import { type CategorySetPool, categorySetPool } from './categorySetPool.ts';
import { type CompiledTrees, nodeFlags, severalOutputs } from './compiledTrees.ts';
import { nextAbove } from './nextAbove.ts';
import { type CategorySet, type LinearLeaf, missingKinds, type TreeSource, type TreesSource } from './treeSource.ts';

/** Bounds on a model, so that a hostile or mistaken file cannot take the process's memory. */
const limits = { features: 1_000_000, outputs: 10_000, trees: 100_000, nodes: 10_000_000, values: 50_000_000, categories: 10_000_000 };

/**
 * Checks every tree of a model and lays all out for evaluation.
 *
 * @throws ModelFormatError that names the tree and the node
 */
export function compileTrees(source: TreesSource): CompiledTrees {
  const { featureCount, outputs, trees } = source;
  if (!(featureCount >= 1 && featureCount <= limits.features)) {
    throw new ModelFormatError(`expected a model of 1 to ${limits.features} features, got ${featureCount}`);
  }
  if (!(outputs >= 1 && outputs <= limits.outputs)) {
    throw new ModelFormatError(`expected a model of 1 to ${limits.outputs} outputs, got ${outputs}`);
  }
  if (source.base.length !== outputs)
    throw new ModelFormatError(`expected a base for each of ${outputs} outputs, got ${source.base.length}`);
  if (trees.length > limits.trees) throw new ModelFormatError(`expected at most ${limits.trees} trees, got ${trees.length}`);
  const size = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  if (size > limits.nodes) throw new ModelFormatError(`expected at most ${limits.nodes} nodes, got ${size}`);
  const draft: Draft = {
    source,
    count: 0,
    roots: new Int32Array(trees.length + 1),
    feature: new Int32Array(size),
    threshold: new Float64Array(size),
    skip: new Int32Array(size),
    flags: new Uint8Array(size),
    value: source.sums === 'float32' ? new Float32Array(size) : new Float64Array(size),
    vectors: [],
    cover: new Float64Array(trees.every(({ cover }) => cover !== undefined) ? size : 0),
    sets: categorySetPool(limits.categories),
    linear: new Map(),
  };
  for (const [index, tree] of trees.entries()) {
    addTree(draft, tree, index);
    draft.roots[index + 1] = draft.count;
  }
  return finish(draft);
}

interface Draft {
  readonly source: TreesSource;
  /** Nodes so far. */
  count: number;
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly skip: Int32Array;
  readonly flags: Uint8Array;
  readonly value: Float32Array | Float64Array;
  readonly vectors: number[];
  readonly cover: Float64Array;
  readonly sets: CategorySetPool;
  readonly linear: Map<number, LinearLeaf>;
}

function finish({ source, count, sets, vectors, ...draft }: Draft): CompiledTrees {
  // Nodes that no path reaches leave room at the end.
  const fit = <List extends Int32Array | Float32Array | Float64Array | Uint8Array>(list: List): List =>
    list.length === count ? list : (list.slice(0, count) as List);
  return {
    featureCount: source.featureCount,
    outputs: source.outputs,
    inputs: source.inputs,
    tinyIsZero: source.tinyIsZero === true,
    sums: source.sums,
    combine: source.combine,
    base: Float64Array.from(source.base, (value) => (source.sums === 'float32' ? Math.fround(value) : value)),
    roots: draft.roots,
    treeOutputs: Int32Array.from(source.trees, ({ output }) => (typeof output === 'number' ? output : severalOutputs[output])),
    feature: fit(draft.feature),
    threshold: fit(draft.threshold),
    skip: fit(draft.skip),
    flags: fit(draft.flags),
    value: fit(draft.value),
    vectors: withPadding(vectors),
    ...(draft.cover.length > 0 ? { cover: halve(fit(draft.cover)) } : {}),
    sets: sets.finish(),
    linear: draft.linear,
  };
}

function withPadding(vectors: readonly number[]): Float64Array {
  const list = new Float64Array(vectors.length + 2);
  list.set(vectors);
  return list;
}

/** Float32 where that loses nothing: covers are counts, or float32 in the file. */
function halve(list: Float64Array): Float32Array | Float64Array {
  return list.every((value) => Math.fround(value) === value) ? Float32Array.from(list) : list;
}

/** Numbers the nodes in preorder with a stack of its own, so that no depth can overflow the call stack. */
function addTree(draft: Draft, tree: TreeSource, index: number): void {
  checkTree(draft.source, tree, index);
  const seen = new Uint8Array(tree.feature.length);
  // Right children that wait, and the split each belongs to.
  const [waiting, parents] = [[0], [-1]];
  while (waiting.length > 0) {
    let node = waiting.pop() as number;
    const parent = parents.pop() as number;
    if (parent >= 0) draft.skip[parent] = draft.count - parent - 1;
    while (true) {
      if (seen[node] === 1) throw wrong(index, node, 'expected one way from the root to each node, got two or a circle');
      seen[node] = 1;
      const at = draft.count++;
      if (draft.cover.length > 0) draft.cover[at] = tree.cover?.[node] as number;
      if ((tree.feature[node] as number) < 0) {
        addLeaf(draft, tree, { tree: index, node, at });
        break;
      }
      addSplit(draft, tree, { tree: index, node, at });
      waiting.push(childOf(tree, index, { node, side: 'right' }));
      parents.push(at);
      node = childOf(tree, index, { node, side: 'left' });
    }
  }
}

function checkTree({ outputs }: TreesSource, tree: TreeSource, index: number): void {
  const size = tree.feature.length;
  if (size === 0) throw new ModelFormatError(`tree ${index}: expected at least one node, got none`);
  if (typeof tree.output === 'number' && !isIndex(tree.output, outputs)) {
    throw new ModelFormatError(`tree ${index}: expected an output from 0 to ${outputs - 1}, got ${tree.output}`);
  }
  const lists = {
    threshold: tree.threshold,
    left: tree.left,
    right: tree.right,
    ...(typeof tree.comparison === 'string' ? {} : { comparison: tree.comparison }),
    ...(tree.missingLeft === undefined ? {} : { 'default side': tree.missingLeft }),
    ...(tree.missingKind === undefined ? {} : { 'kind of missing value': tree.missingKind }),
    ...(tree.cover === undefined ? {} : { cover: tree.cover }),
  };
  for (const [name, { length }] of Object.entries(lists)) {
    if (length !== size) throw new ModelFormatError(`tree ${index}: expected one ${name} for each of ${size} nodes, got ${length}`);
  }
  const width = tree.output === 'vector' ? outputs : 1;
  if (tree.value.length === size * width) return;
  throw new ModelFormatError(`tree ${index}: expected ${size * width} values for ${size} nodes, got ${tree.value.length}`);
}

interface Place {
  readonly tree: number;
  /** The node in the file, */
  readonly node: number;
  /** and over all trees in preorder. */
  readonly at: number;
}

function addSplit(draft: Draft, tree: TreeSource, { tree: index, node, at }: Place): void {
  const feature = tree.feature[node] as number;
  const { featureCount } = draft.source;
  if (!isIndex(feature, featureCount)) throw wrong(index, node, `expected a feature from 0 to ${featureCount - 1}, got ${feature}`);
  draft.feature[at] = feature;
  const missingLeft = Boolean(tree.missingLeft?.[node]);
  const threshold = tree.threshold[node] as number;
  const inclusive = (typeof tree.comparison === 'string' ? tree.comparison : tree.comparison[node]) === '<=';
  const kind = tree.missingKind?.[node] ?? missingKinds.nan;
  const set = tree.sets?.get(node) ?? (inclusive && threshold === Infinity ? everything : undefined);
  if (set === undefined) {
    if (typeof threshold !== 'number' || Number.isNaN(threshold)) throw wrong(index, node, `expected a threshold, got ${threshold}`);
    draft.threshold[at] = inclusive ? nextAbove(threshold) : threshold;
    draft.flags[at] = missingFlags(kind, missingLeft, 0 < (draft.threshold[at] as number));
    return;
  }
  draft.threshold[at] = addSet(draft, set, { tree: index, node, at });
  draft.flags[at] =
    nodeFlags.categories |
    (set.membersGo === 'right' ? nodeFlags.membersRight : 0) |
    (set === everything ? missingFlags(kind, missingLeft, true) : missingLeft ? nodeFlags.missingLeft : 0);
}

/** `x <= ∞` sends all values left and NaN to its side; no threshold that values are less than does so. */
const everything: CategorySet = { values: [], membersGo: 'right' };

/** `none` reads NaN as 0, so NaN goes where 0 goes; `zero` differs from `nan` only where the default side is not that of 0. */
function missingFlags(kind: number, missingLeft: boolean, zeroLeft: boolean): number {
  if (kind === missingKinds.none) return zeroLeft ? nodeFlags.missingLeft : 0;
  return (missingLeft ? nodeFlags.missingLeft : 0) | (kind === missingKinds.zero && missingLeft !== zeroLeft ? nodeFlags.zeroIsMissing : 0);
}

function addSet(draft: Draft, set: CategorySet, { tree, node }: Place): number {
  try {
    return draft.sets.add(set);
  } catch (cause) {
    throw wrong(tree, node, cause instanceof Error ? cause.message : String(cause));
  }
}

function addLeaf(draft: Draft, tree: TreeSource, { tree: index, node, at }: Place): void {
  const { source, vectors } = draft;
  draft.threshold[at] = -Infinity;
  draft.skip[at] = -1;
  if (tree.output === 'vector') {
    draft.value[at] = vectors.length / source.outputs;
    for (let output = 0; output < source.outputs; output++) vectors.push(leafValue(source, tree, { tree: index, node, output }));
    if (vectors.length > limits.values) throw wrong(index, node, `expected at most ${limits.values} leaf values`);
    return;
  }
  draft.value[at] = leafValue(source, tree, { tree: index, node, output: 0 });
  const linear = tree.linear?.get(node);
  if (linear === undefined) return;
  if (linear.features.length !== linear.coefficients.length) {
    throw wrong(index, node, `expected a coefficient for each of ${linear.features.length} features, got ${linear.coefficients.length}`);
  }
  const outside = Array.from(linear.features).find((feature) => !isIndex(feature, source.featureCount));
  if (outside !== undefined) throw wrong(index, node, `expected a feature from 0 to ${source.featureCount - 1}, got ${outside}`);
  draft.linear.set(at, linear);
}

function leafValue({ outputs, sums }: TreesSource, tree: TreeSource, at: { tree: number; node: number; output: number }): number {
  const { output, weight = 1 } = tree;
  const value = tree.value[output === 'vector' ? at.node * outputs + at.output : at.node] as number;
  if (output === 'vote') {
    if (isIndex(value, outputs)) return value;
    throw wrong(at.tree, at.node, `expected a class from 0 to ${outputs - 1}, got ${value}`);
  }
  const weighted = sums === 'float32' ? Math.fround(Math.fround(value) * Math.fround(weight)) : value * weight;
  if (Number.isFinite(weighted)) return weighted;
  throw wrong(at.tree, at.node, `expected a finite leaf value, got ${value}`);
}

function childOf(tree: TreeSource, index: number, { node, side }: { node: number; side: 'left' | 'right' }): number {
  const child = tree[side][node] as number;
  if (isIndex(child, tree.feature.length)) return child;
  throw wrong(index, node, `expected a ${side} child from 0 to ${tree.feature.length - 1}, got ${child}`);
}

function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

function wrong(tree: number, node: number, what: string): ModelFormatError {
  return new ModelFormatError(`tree ${tree}, node ${node}: ${what}`);
}
