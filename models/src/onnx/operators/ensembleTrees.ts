import { ModelFormatError } from '../../modelFormatError.ts';
import type { CategorySet, TreeSource } from '../../trees/treeSource.ts';
import type { BranchMode, EnsembleNodes } from './ensembleNodes.ts';

type Comparison = '<' | '<=';

/** A split in the form of the compiled trees: a value on the left side is less than the threshold, or a member of the set. */
const branches: Readonly<Record<Exclude<BranchMode, 'LEAF'>, { comparison: Comparison; yesIsLeft: boolean; isSet?: boolean }>> = {
  BRANCH_LEQ: { comparison: '<=', yesIsLeft: true },
  BRANCH_LT: { comparison: '<', yesIsLeft: true },
  BRANCH_GTE: { comparison: '<', yesIsLeft: false },
  BRANCH_GT: { comparison: '<=', yesIsLeft: false },
  BRANCH_EQ: { comparison: '<', yesIsLeft: true, isSet: true },
  BRANCH_NEQ: { comparison: '<', yesIsLeft: false, isSet: true },
  BRANCH_MEMBER: { comparison: '<', yesIsLeft: true, isSet: true },
};

/**
 * One tree per root, with the output that its leaves add to.
 *
 * @param outputOf the output of the leaves of a tree for a target
 * @throws ModelFormatError that names the tree and the node
 */
export function ensembleTrees(
  nodes: EnsembleNodes,
  { outputs, where, outputOf }: { outputs: number; where: string; outputOf: (target: number, tree: number) => number },
): TreeSource[] {
  return nodes.roots.map((root, tree) => {
    const order = reachable(nodes, root, `${where}, tree ${tree}`);
    const targets = new Set(order.flatMap((at) => (nodes.weights.get(at) ?? []).map(({ target }) => outputOf(target, tree))));
    const [only = 0] = targets;
    for (const target of targets) {
      if (!(Number.isInteger(target) && target >= 0 && target < outputs)) {
        throw new ModelFormatError(`${where}, tree ${tree}: expected targets from 0 to ${outputs - 1}, got ${target}`);
      }
    }
    const width = targets.size > 1 ? outputs : 1;
    const value = new Float64Array(order.length * width);
    for (const [place, at] of order.entries()) {
      if (nodes.modes[at] !== 'LEAF') continue;
      for (const { target, weight } of nodes.weights.get(at) ?? []) {
        const cell = place * width + (width > 1 ? outputOf(target, tree) : 0);
        value[cell] = (value[cell] as number) + weight;
      }
    }
    return { output: width > 1 ? 'vector' : only, ...splits(nodes, order), value };
  });
}

/** The nodes of a tree, its root first. */
function reachable({ modes, yes, no }: EnsembleNodes, root: number, where: string): readonly number[] {
  const order = [root];
  for (const at of order) {
    const mode = modes[at];
    if (mode === undefined || order.length > modes.length) {
      throw new ModelFormatError(
        `${where}: expected one way from the root to each of ${modes.length} nodes, got node ${at} again or outside of them`,
      );
    }
    if (mode !== 'LEAF') order.push(yes[at] as number, no[at] as number);
  }
  return order;
}

function splits(nodes: EnsembleNodes, order: readonly number[]): Omit<TreeSource, 'output' | 'value'> {
  const size = order.length;
  const [feature, threshold] = [new Int32Array(size).fill(-1), new Float64Array(size)];
  const [left, right, missingLeft] = [new Int32Array(size), new Int32Array(size), new Uint8Array(size)];
  const comparison = new Array<Comparison>(size).fill('<');
  const sets = new Map<number, CategorySet>();
  let next = 1;
  for (const [place, at] of order.entries()) {
    const mode = nodes.modes[at] as BranchMode;
    if (mode === 'LEAF') continue;
    const branch = branches[mode];
    feature[place] = nodes.feature[at] as number;
    threshold[place] = branch.isSet ? 0 : (nodes.threshold[at] as number);
    comparison[place] = branch.comparison;
    const [yes, no] = [next, next + 1];
    next += 2;
    left[place] = branch.yesIsLeft ? yes : no;
    right[place] = branch.yesIsLeft ? no : yes;
    const missingIsYes = mode === 'BRANCH_NEQ' || Boolean(nodes.missingIsYes[at]);
    missingLeft[place] = missingIsYes === branch.yesIsLeft ? 1 : 0;
    if (branch.isSet) sets.set(place, { values: nodes.members.get(at) ?? [nodes.threshold[at] as number], membersGo: 'left', exact: true });
  }
  return { feature, threshold, comparison, left, right, missingLeft, ...(sets.size > 0 ? { sets } : {}) };
}
