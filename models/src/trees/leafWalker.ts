import { type CompiledTrees, nodeFlags } from './compiledTrees.ts';
import { prepareRows } from './prepareRows.ts';
import { walkGaps, walkOneByOne, walkPlain } from './walkChains.ts';

/** Rows that go through a tree before the next tree: the arrays of many trees outgrow the processor's cache, a block of rows does not. */
const blockRows = 64;
/** Fewer rows than this go one by one through all trees. */
const fewRows = 8;

/** The leaves that some rows end in, in some trees. */
export interface LeafTile {
  /** Trees × rows: nodes. */
  readonly nodes: Int32Array;
  firstTree: number;
  trees: number;
  firstRow: number;
  rows: number;
  /** The rows as the splits compare them, from `firstRow` on. */
  inputs: Float64Array;
  /** By place in `nodes`: the first cell of the row. */
  offsets: Int32Array;
}

/** @throws RangeError when `rows` does not hold exactly `count` rows */
type LeafWalker<Target> = (rows: Float64Array, count: number, target: Target) => void;

/**
 * Sends rows through trees.
 *
 * @param take is called with tile after tile, for each row in the order of the trees; it does not keep the tile
 * @param rowByRow whether a tile always holds one row and all trees
 * @returns a walker that may be called again and again, not by two threads at once
 */
export function leafWalker<Target>(
  trees: CompiledTrees,
  take: (tile: LeafTile, target: Target) => void,
  rowByRow = false,
): LeafWalker<Target> {
  const { featureCount, roots } = trees;
  const treeCount = roots.length - 1;
  const walk = tileWalker(trees);
  const load = blockLoader(trees);
  const zeros = new Int32Array(treeCount);
  const offsets = Int32Array.from({ length: blockRows }, (_, row) => row * featureCount);
  const nodes = new Int32Array(Math.max(blockRows, treeCount));
  const tile: LeafTile = { nodes, firstTree: 0, trees: 0, firstRow: 0, rows: 0, inputs: new Float64Array(0), offsets };
  return (rows, count, target) => {
    if (rows.length !== count * featureCount) {
      throw new RangeError(`${count} rows of ${featureCount} features take ${count * featureCount} numbers, got ${rows.length}`);
    }
    const isBatch = count >= fewRows && !rowByRow;
    const step = isBatch ? blockRows : 1;
    tile.offsets = isBatch ? offsets : zeros;
    tile.trees = isBatch ? 1 : treeCount;
    for (tile.firstRow = 0; tile.firstRow < count; tile.firstRow += step) {
      tile.rows = Math.min(step, count - tile.firstRow);
      tile.inputs = load(rows, tile.firstRow, tile.rows);
      for (tile.firstTree = 0; tile.firstTree < treeCount; tile.firstTree += tile.trees) {
        if (isBatch) nodes.fill(roots[tile.firstTree] as number, 0, tile.rows);
        else for (let tree = 0; tree < treeCount; tree++) nodes[tree] = roots[tree] as number;
        walk(tile);
        take(tile, target);
      }
    }
  };
}

/** @returns a function that gives some of the rows as the splits compare them */
function blockLoader(trees: CompiledTrees): (rows: Float64Array, firstRow: number, count: number) => Float64Array {
  const { featureCount } = trees;
  if (trees.inputs === 'float64' && !trees.tinyIsZero) {
    return (rows, firstRow, count) => rows.subarray(firstRow * featureCount, (firstRow + count) * featureCount);
  }
  const scratch = new Float64Array(blockRows * featureCount);
  return (rows, firstRow, count) => {
    const block = count === blockRows ? scratch : scratch.subarray(0, count * featureCount);
    prepareRows(trees, { rows, from: firstRow * featureCount }, block);
    return block;
  };
}

/** Walks the chains of a tile, each by the fastest walk that is right for its tree and the rows. */
function tileWalker(trees: CompiledTrees): (tile: LeafTile) => void {
  const { flags, roots } = trees;
  const isSpecial = Uint8Array.from(roots.subarray(1), (end, tree) =>
    flags.subarray(roots[tree], end).some((flag) => (flag & (nodeFlags.categories | nodeFlags.zeroIsMissing)) !== 0) ? 1 : 0,
  );
  const anySpecial = isSpecial.includes(1);
  const anyMissingLeft = flags.some((flag) => (flag & nodeFlags.missingLeft) !== 0);
  return (tile) => {
    const { firstTree, rows } = tile;
    const chains = tile.trees * rows;
    const walk = anyMissingLeft && hasMissing(tile.inputs) ? walkGaps : walkPlain;
    if (!anySpecial) {
      walk(trees, tile, { from: 0, end: chains });
      return;
    }
    // Trees of a kind that follow each other go together.
    for (let from = 0; from < tile.trees; ) {
      let end = from + 1;
      while (end < tile.trees && isSpecial[firstTree + end] === isSpecial[firstTree + from]) end++;
      (isSpecial[firstTree + from] === 1 ? walkOneByOne : walk)(trees, tile, { from: from * rows, end: end * rows });
      from = end;
    }
  };
}

function hasMissing(inputs: Float64Array): boolean {
  for (let cell = 0; cell < inputs.length; cell++) if (Number.isNaN(inputs[cell])) return true;
  return false;
}
