import { ModelFormatError } from '../../modelFormatError.ts';
import { numbersOf } from '../tensor.ts';
import type { NodeContext } from './operator.ts';

/** How a split compares a value with its threshold; true leads to the first child. */
const branchModes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ', 'BRANCH_MEMBER', 'LEAF'] as const;
export type BranchMode = (typeof branchModes)[number];

/** What a leaf adds to a target or class. */
interface LeafWeight {
  readonly target: number;
  readonly weight: number;
}

/** The nodes of all trees in one numbering. */
export interface EnsembleNodes {
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly modes: readonly BranchMode[];
  readonly yes: ArrayLike<number>;
  readonly no: ArrayLike<number>;
  readonly missingIsYes: ArrayLike<number>;
  /** By node: members of a set split. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  readonly weights: ReadonlyMap<number, readonly LeafWeight[]>;
  readonly roots: readonly number[];
}

/** Numbers of an attribute that is a list of floats or, under another name, a tensor of doubles. */
export function numberList({ attributes }: NodeContext, name: string): ArrayLike<number> {
  const tensor = attributes.tensor(`${name}_as_tensor`);
  return tensor === undefined || tensor.type === 'string' ? attributes.floats(name) : tensor.data;
}

/**
 * The nodes of the operators TreeEnsembleClassifier (prefix `class`) and TreeEnsembleRegressor (prefix `target`).
 *
 * @throws ModelFormatError that names the tree and the node
 */
export function classicNodes(node: NodeContext, prefix: 'class' | 'target'): EnsembleNodes {
  const { attributes, where } = node;
  const trees = attributes.integers('nodes_treeids');
  const ids = attributes.integers('nodes_nodeids');
  const modes = attributes.texts('nodes_modes');
  const lists = {
    feature: attributes.integers('nodes_featureids'),
    threshold: numberList(node, 'nodes_values'),
    yes: attributes.integers('nodes_truenodeids'),
    no: attributes.integers('nodes_falsenodeids'),
  };
  const size = trees.length;
  for (const [name, list] of Object.entries({ nodes_nodeids: ids, nodes_modes: modes, ...lists })) {
    if (list.length !== size) throw new ModelFormatError(`${where}: expected ${size} entries in the list ${name}, got ${list.length}`);
  }
  const indexOf = nodeIndex(trees, ids, where);
  const child = (list: readonly number[]) => (at: number) => (modes[at] === 'LEAF' ? -1 : indexOf(trees[at] as number, list[at] as number));
  const yes = Int32Array.from({ length: size }, (_, at) => child(lists.yes)(at));
  const no = Int32Array.from({ length: size }, (_, at) => child(lists.no)(at));
  const isChild = new Uint8Array(size);
  for (const children of [yes, no]) for (const at of children) if (at >= 0) isChild[at] = 1;
  return {
    ...lists,
    yes,
    no,
    modes: modes.map((mode, at) => branchMode(mode, `${where}, tree ${trees[at]}, node ${ids[at]}`)),
    missingIsYes: attributes.integers('nodes_missing_value_tracks_true'),
    members: new Map(),
    weights: leafWeights(node, prefix, indexOf),
    roots: rootsOf(isChild, trees, where),
  };
}

function nodeIndex(trees: readonly number[], ids: readonly number[], where: string): (tree: number, id: number) => number {
  const index = new Map<number, Map<number, number>>();
  for (const [at, tree] of trees.entries()) {
    const nodes = index.get(tree) ?? new Map<number, number>();
    if (nodes.has(ids[at] as number)) throw new ModelFormatError(`${where}: tree ${tree} has two nodes ${ids[at]}`);
    index.set(tree, nodes.set(ids[at] as number, at));
  }
  return (tree, id) => {
    const found = index.get(tree)?.get(id);
    if (found === undefined) throw new ModelFormatError(`${where}: tree ${tree} has no node ${id}`);
    return found;
  };
}

function branchMode(mode: string, where: string): BranchMode {
  const found = branchModes.find((known) => known === mode);
  if (found !== undefined && found !== 'BRANCH_MEMBER') return found;
  throw new ModelFormatError(
    `${where}: expected a mode of BRANCH_LEQ, BRANCH_LT, BRANCH_GTE, BRANCH_GT, BRANCH_EQ, BRANCH_NEQ, LEAF, got ${mode}`,
  );
}

/** Nodes that no other node leads to, in the order of the file. */
function rootsOf(isChild: Uint8Array, trees: readonly number[], where: string): readonly number[] {
  const roots = trees.flatMap((_, at) => (isChild[at] === 0 ? [at] : []));
  const rooted = new Set(roots.map((at) => trees[at]));
  const circular = trees.find((tree) => !rooted.has(tree));
  if (circular !== undefined) throw new ModelFormatError(`${where}: tree ${circular} has no root: its nodes lead in a circle`);
  return roots;
}

function leafWeights(node: NodeContext, prefix: 'class' | 'target', indexOf: (tree: number, id: number) => number) {
  const { attributes, where } = node;
  const [trees, ids, targets] = [`${prefix}_treeids`, `${prefix}_nodeids`, `${prefix}_ids`].map((name) => attributes.integers(name)) as [
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  const values = numberList(node, `${prefix}_weights`);
  if (ids.length !== trees.length || targets.length !== trees.length || values.length !== trees.length) {
    throw new ModelFormatError(
      `${where}: expected ${trees.length} entries in the lists ${prefix}_nodeids, ${prefix}_ids, ${prefix}_weights`,
    );
  }
  const weights = new Map<number, LeafWeight[]>();
  for (const [at, tree] of trees.entries()) {
    const leaf = indexOf(tree, ids[at] as number);
    const entry = { target: targets[at] as number, weight: values[at] as number };
    const entries = weights.get(leaf);
    if (entries === undefined) weights.set(leaf, [entry]);
    else entries.push(entry);
  }
  return weights;
}

/** The nodes of the operator TreeEnsemble (ai.onnx.ml 5), whose leaves have a numbering of their own. */
export function jointNodes(node: NodeContext): EnsembleNodes {
  const { attributes, where } = node;
  const tensor = (name: string) => numbersOf(attributes.tensor(name), `${where}, ${name}`).data;
  const codes = tensor('nodes_modes');
  const size = codes.length;
  const leafTargets = attributes.integers('leaf_targetids');
  const leafValues = tensor('leaf_weights');
  const child = (name: string, leafFlags: string) => {
    const [list, flags] = [attributes.integers(name), attributes.integers(leafFlags)];
    return Int32Array.from({ length: size }, (_, at) => (list[at] ?? -1) + (flags[at] ? size : 0));
  };
  const missing = attributes.integers('nodes_missing_value_tracks_true');
  const leafModes = leafTargets.map(() => 'LEAF' as const);
  const modes = Array.from(codes, (code, at) => {
    const mode = branchModes[code];
    if (mode === undefined || mode === 'LEAF') throw new ModelFormatError(`${where}, node ${at}: expected a mode from 0 to 6, got ${code}`);
    return mode;
  });
  const all = size + leafTargets.length;
  const roots = attributes.integers('tree_roots');
  const outside = roots.find((root) => !(root >= 0 && root < all));
  if (outside !== undefined || leafValues.length !== leafTargets.length) {
    throw new ModelFormatError(
      `${where}: expected roots below ${all} and ${leafTargets.length} weights, got root ${outside} and ${leafValues.length} weights`,
    );
  }
  return {
    feature: attributes.integers('nodes_featureids'),
    threshold: tensor('nodes_splits'),
    modes: [...modes, ...leafModes],
    yes: child('nodes_truenodeids', 'nodes_trueleafs'),
    no: child('nodes_falsenodeids', 'nodes_falseleafs'),
    missingIsYes: missing,
    members: memberSets(node, modes),
    weights: new Map(leafTargets.map((target, at) => [size + at, [{ target, weight: leafValues[at] as number }]])),
    roots: roots,
  };
}

/** The sets of BRANCH_MEMBER splits, one after another, each ended by a NaN. */
function memberSets({ attributes }: NodeContext, modes: readonly BranchMode[]): ReadonlyMap<number, readonly number[]> {
  const tensor = attributes.tensor('membership_values');
  const values = tensor === undefined || tensor.type === 'string' ? [] : tensor.data;
  const sets = new Map<number, readonly number[]>();
  let first = 0;
  for (const [at, mode] of modes.entries()) {
    if (mode !== 'BRANCH_MEMBER') continue;
    let end = first;
    while (end < values.length && !Number.isNaN(values[end])) end++;
    sets.set(at, Array.from(values.slice(first, end)));
    first = end + 1;
  }
  return sets;
}
