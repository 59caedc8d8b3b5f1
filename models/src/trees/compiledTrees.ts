import type { LinearLeaf } from './treeSource.ts';

/** Bits of `CompiledTrees.flags`. */
export const nodeFlags = {
  /** Missing values go left. */
  missingLeft: 1,
  /** 0 is a missing value. */
  zeroIsMissing: 2,
  /** The node splits on a category set; `threshold` is its index. */
  categories: 4,
  /** Members of the set go right. */
  membersRight: 8,
} as const;

/** Trees whose leaves do not all add to the same output, in `CompiledTrees.treeOutputs`. */
export const severalOutputs = { vector: -1, vote: -2 } as const;

/**
 * All trees of a model in one set of arrays by node. Nodes are numbered in preorder, tree after tree: a split's left child is the next node,
 * its right child is `skip` nodes further. A value goes left where it is less than the threshold; a leaf has the threshold −∞ and a skip of −1,
 * so that a step from a leaf stays there.
 */
export interface CompiledTrees {
  readonly featureCount: number;
  readonly outputs: number;
  readonly inputs: 'float32' | 'float64';
  readonly tinyIsZero: boolean;
  readonly sums: 'float32' | 'float64';
  readonly combine: 'sum' | 'mean';
  readonly base: Float64Array;
  /** Per tree: its first node; one more at the end, the number of nodes. */
  readonly roots: Int32Array;
  /** Per tree: the output its leaves add to, or one of `severalOutputs`. */
  readonly treeOutputs: Int32Array;
  /** Per node: the feature of a split; 0 for a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly skip: Int32Array;
  /** Per node: `nodeFlags`. */
  readonly flags: Uint8Array;
  /** Per node: a leaf's value, its place in `vectors`, or the output it votes for. */
  readonly value: Float32Array | Float64Array;
  /** Leaf values of vector trees: leaves × outputs, and two zeros, so that three can be read from any. */
  readonly vectors: Float64Array;
  /** Per node: training rows or their weight; absent where the file does not hold them for every tree. */
  readonly cover?: Float32Array | Float64Array;
  readonly sets: CategorySets;
  /** By node: leaves that are linear models. */
  readonly linear: ReadonlyMap<number, LinearLeaf>;
}

/** Category sets, each a bit set, or a sorted list where that is smaller. */
export interface CategorySets {
  /** Whether a set has a value as a member; a category code loses its fraction unless the set is exact. */
  has(set: number, value: number): boolean;
  /** The members, sorted. */
  members(set: number): ArrayLike<number>;
}
