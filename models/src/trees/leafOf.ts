import { type CompiledTrees, nodeFlags } from './compiledTrees.ts';

/** Node of the leaf in which a prepared row ends: the plain walk, right for every tree and row. */
export function leafOf(trees: CompiledTrees, tree: number, row: Float64Array): number {
  const { roots, feature, skip } = trees;
  let node = roots[tree] as number;
  while ((skip[node] as number) >= 0) {
    node += goesLeft(trees, node, row[feature[node] as number] as number) ? 1 : 1 + (skip[node] as number);
  }
  return node;
}

/** Whether a prepared value goes left at a split. */
function goesLeft({ threshold, flags, sets }: CompiledTrees, node: number, input: number): boolean {
  const flag = flags[node] as number;
  const missing = Number.isNaN(input) || (input === 0 && (flag & nodeFlags.zeroIsMissing) !== 0);
  if (missing) return (flag & nodeFlags.missingLeft) !== 0;
  if ((flag & nodeFlags.categories) === 0) return input < (threshold[node] as number);
  return sets.has(threshold[node] as number, input) !== ((flag & nodeFlags.membersRight) !== 0);
}
