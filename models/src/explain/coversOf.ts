import type { CompiledTrees } from '../trees/compiledTrees.ts';
import { leafWalker } from '../trees/leafWalker.ts';

/**
 * Background rows that reach each node of some trees: what path-dependent Shapley values weight a split's branches by.
 *
 * @param rows row-major, count × features; a missing value is NaN
 * @returns one count per node; a root has all rows, a node no row comes to has 0
 * @throws RangeError when `rows` does not hold exactly `count` rows
 */
export function coversOf(trees: CompiledTrees, rows: Float64Array, count: number): Float64Array {
  const covers = new Float64Array(trees.skip.length);
  leafWalker(trees, (tile, target: Float64Array) => {
    const chains = tile.trees * tile.rows;
    for (let chain = 0; chain < chains; chain++) {
      const leaf = tile.nodes[chain] as number;
      target[leaf] = (target[leaf] as number) + 1;
    }
  })(rows, count, covers);
  // Children come after their split, so backwards every child is complete when its split adds up both.
  for (let node = covers.length - 1; node >= 0; node--) {
    const further = trees.skip[node] as number;
    if (further >= 0) covers[node] = (covers[node + 1] as number) + (covers[node + 1 + further] as number);
  }
  return covers;
}
