import type { CompiledTrees } from './compiledTrees.ts';
import { leafOf } from './leafOf.ts';

/** Walks of one row through one tree each. */
interface Chains {
  readonly inputs: Float64Array;
  /** The cell of `inputs` that `offsets` count from. */
  readonly base: number;
  /** Per chain: the root it starts from, then the leaf it ended in. */
  readonly nodes: Int32Array;
  /** Per chain: the first cell of its row. */
  readonly offsets: Int32Array;
}

/** The chains to walk, `end` excluded. */
interface ChainRange {
  readonly from: number;
  readonly end: number;
}

type WalkChains = (trees: CompiledTrees, chains: Chains, range: ChainRange) => void;

/** For every kind of split and row. */
export const walkOneByOne: WalkChains = (trees, { inputs, nodes, offsets, base }, { from, end }) => {
  for (let chain = from; chain < end; chain++) {
    nodes[chain] = leafOf(trees, nodes[chain] as number, { inputs, offset: base + (offsets[chain] as number) });
  }
};

/**
 * One row through all trees, as `walkPlain`: faster for models so small that the processor learns which way their splits go.
 *
 * @param row the first cell of the row in `inputs`
 * @param nodes takes the leaf of each tree
 */
export function walkSmall(
  { roots, feature, threshold, skip }: CompiledTrees,
  { inputs, row }: { inputs: Float64Array; row: number },
  nodes: Int32Array,
): void {
  const treeCount = roots.length - 1;
  for (let tree = 0; tree < treeCount; tree++) {
    let node = roots[tree] as number;
    let further = skip[node] as number;
    while (further >= 0) {
      node = (inputs[row + (feature[node] as number)] as number) < (threshold[node] as number) ? node + 1 : node + 1 + further;
      further = skip[node] as number;
    }
    nodes[tree] = node;
  }
}

// Below, four chains at a time and no branch on a comparison: a processor predicts half of the branches of a tree wrongly, and waits for one
// chain's memory while it computes another. `+(x < t) - 1` is 0 on the way left and −1, all bits, on the way right; a step from a leaf is 0.
// That made one row through 500 trees twice as fast, 1,000 rows 2.4 times. A loop shared by both was slower: its steps were not inlined.

/** For splits on thresholds, and rows without missing values or trees that send these to the right: NaN is less than nothing. */
export const walkPlain: WalkChains = (trees, chains, { from, end }) => {
  const { feature, threshold, skip } = trees;
  const { inputs, nodes, offsets, base } = chains;
  const step = (node: number, row: number): number =>
    (1 + ((+((inputs[row + (feature[node] as number)] as number) < (threshold[node] as number)) - 1) & (skip[node] as number))) | 0;
  let chain = from;
  for (; chain + 3 < end; chain += 4) {
    let a = nodes[chain] as number;
    let b = nodes[chain + 1] as number;
    let c = nodes[chain + 2] as number;
    let d = nodes[chain + 3] as number;
    const rowA = base + (offsets[chain] as number);
    const rowB = base + (offsets[chain + 1] as number);
    const rowC = base + (offsets[chain + 2] as number);
    const rowD = base + (offsets[chain + 3] as number);
    while (true) {
      const stepA = step(a, rowA);
      const stepB = step(b, rowB);
      const stepC = step(c, rowC);
      const stepD = step(d, rowD);
      if ((stepA | stepB | stepC | stepD) === 0) break;
      a = (a + stepA) | 0;
      b = (b + stepB) | 0;
      c = (c + stepC) | 0;
      d = (d + stepD) | 0;
    }
    nodes[chain] = a;
    nodes[chain + 1] = b;
    nodes[chain + 2] = c;
    nodes[chain + 3] = d;
  }
  walkOneByOne(trees, chains, { from: chain, end });
};

/** For splits on thresholds; a missing value goes where the split sends it. */
export const walkGaps: WalkChains = (trees, chains, { from, end }) => {
  const { feature, threshold, skip, flags } = trees;
  const { inputs, nodes, offsets, base } = chains;
  const step = (node: number, row: number): number => {
    const input = inputs[row + (feature[node] as number)] as number;
    const left = +(input < (threshold[node] as number)) | (+Number.isNaN(input) & (flags[node] as number));
    return (1 + ((left - 1) & (skip[node] as number))) | 0;
  };
  let chain = from;
  for (; chain + 3 < end; chain += 4) {
    let a = nodes[chain] as number;
    let b = nodes[chain + 1] as number;
    let c = nodes[chain + 2] as number;
    let d = nodes[chain + 3] as number;
    const rowA = base + (offsets[chain] as number);
    const rowB = base + (offsets[chain + 1] as number);
    const rowC = base + (offsets[chain + 2] as number);
    const rowD = base + (offsets[chain + 3] as number);
    while (true) {
      const stepA = step(a, rowA);
      const stepB = step(b, rowB);
      const stepC = step(c, rowC);
      const stepD = step(d, rowD);
      if ((stepA | stepB | stepC | stepD) === 0) break;
      a = (a + stepA) | 0;
      b = (b + stepB) | 0;
      c = (c + stepC) | 0;
      d = (d + stepD) | 0;
    }
    nodes[chain] = a;
    nodes[chain + 1] = b;
    nodes[chain + 2] = c;
    nodes[chain + 3] = d;
  }
  walkOneByOne(trees, chains, { from: chain, end });
};
