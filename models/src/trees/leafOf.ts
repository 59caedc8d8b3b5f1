import { type CompiledTrees, nodeFlags } from './compiledTrees.ts';

/** Node of the leaf in which a prepared row, which starts at `offset`, ends: the plain walk from a node, right for every kind of split. */
export function leafOf(trees: CompiledTrees, root: number, { inputs, offset }: { inputs: Float64Array; offset: number }): number {
  const { feature, skip } = trees;
  let node = root;
  let further = skip[node] as number;
  while (further >= 0) {
    node += goesLeft(trees, node, inputs[offset + (feature[node] as number)] as number) ? 1 : 1 + further;
    further = skip[node] as number;
  }
  return node;
}

/** Whether a prepared value goes left at a split. */
export function goesLeft({ threshold, flags, sets }: CompiledTrees, node: number, input: number): boolean {
  const flag = flags[node] as number;
  if (Number.isNaN(input) || (input === 0 && (flag & nodeFlags.zeroIsMissing) !== 0)) return (flag & nodeFlags.missingLeft) !== 0;
  if ((flag & nodeFlags.categories) === 0) return input < (threshold[node] as number);
  return sets.has(threshold[node] as number, input) !== ((flag & nodeFlags.membersRight) !== 0);
}
