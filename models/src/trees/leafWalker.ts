import { checkRows } from '../contract/checkRows.ts';
import { type CompiledTrees, nodeFlags } from './compiledTrees.ts';
import { prepareRows } from './prepareRows.ts';
import { walkGaps, walkOneByOne, walkPlain, walkSmall } from './walkChains.ts';

/** Rows that go through a tree before the next tree, fewer where they are wide: the arrays of many trees outgrow the processor's cache, a block does not. */
const [mostBlockRows, mostBlockCells] = [64, 32_768];
/** Nodes up to which a model is small, see `walkSmall`; its rows need no blocks either. */
const smallNodes = 3200;
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
  /** The rows as the splits compare them; */
  inputs: Float64Array;
  /** the first of the tile starts at this cell, */
  base: number;
  /** one of them may have a missing value, */
  mayMiss: boolean;
  /** and by place in `nodes`, each starts as many cells further. */
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
  const { featureCount } = trees;
  const treeCount = trees.roots.length - 1;
  const blockRows = rowsPerBlock(featureCount);
  const walk = tileWalker(trees);
  const load = blockLoader(trees);
  const zeros = new Int32Array(treeCount);
  const offsets = Int32Array.from({ length: blockRows }, (_, row) => row * featureCount);
  const nodes = new Int32Array(Math.max(blockRows, treeCount));
  const tile: LeafTile = {
    nodes,
    firstTree: 0,
    trees: 0,
    firstRow: 0,
    rows: 0,
    inputs: new Float64Array(0),
    base: 0,
    mayMiss: true,
    offsets,
  };
  return (rows, count, target) => {
    checkRows(rows, count, featureCount);
    const isBatch = count >= fewRows && !rowByRow && trees.skip.length > smallNodes && blockRows > 1;
    const step = isBatch ? blockRows : 1;
    tile.offsets = isBatch ? offsets : zeros;
    tile.trees = isBatch ? 1 : treeCount;
    for (tile.firstRow = 0; tile.firstRow < count; tile.firstRow += step) {
      tile.rows = Math.min(step, count - tile.firstRow);
      load(rows, tile);
      for (tile.firstTree = 0; tile.firstTree < treeCount; tile.firstTree += tile.trees) {
        walk(tile);
        take(tile, target);
      }
    }
  };
}

function rowsPerBlock(featureCount: number): number {
  return Math.max(1, Math.min(mostBlockRows, Math.floor(mostBlockCells / featureCount)));
}

/** @returns a function that puts the rows of a tile into it as the splits compare them */
function blockLoader(trees: CompiledTrees): (rows: Float64Array, tile: LeafTile) => void {
  const { featureCount } = trees;
  if (trees.inputs === 'float64' && !trees.tinyIsZero) {
    return (rows, tile) => {
      tile.inputs = rows;
      tile.base = tile.firstRow * featureCount;
      tile.mayMiss = hasMissing(tile, featureCount);
    };
  }
  const scratch = new Float64Array(rowsPerBlock(featureCount) * featureCount);
  const oneRow = scratch.subarray(0, featureCount);
  return (rows, tile) => {
    tile.inputs = scratch;
    const target = tile.rows === 1 ? oneRow : scratch.subarray(0, tile.rows * featureCount);
    tile.mayMiss = prepareRows(trees, { rows, from: tile.firstRow * featureCount }, target);
  };
}

/** Fills the nodes of a tile, by the fastest walk that is right for the trees and the rows. */
function tileWalker(trees: CompiledTrees): (tile: LeafTile) => void {
  const { flags, roots, skip } = trees;
  const isSpecial = Uint8Array.from(roots.subarray(1), (end, tree) =>
    flags.subarray(roots[tree], end).some((flag) => (flag & (nodeFlags.categories | nodeFlags.zeroIsMissing)) !== 0) ? 1 : 0,
  );
  const anySpecial = isSpecial.includes(1);
  const anyMissingLeft = flags.some((flag) => (flag & nodeFlags.missingLeft) !== 0);
  const isSmall = skip.length <= smallNodes && !anySpecial;
  return (tile) => {
    const { firstTree, rows, nodes } = tile;
    const isMissing = anyMissingLeft && tile.mayMiss;
    if (isSmall && rows === 1 && !isMissing) return walkSmall(trees, { inputs: tile.inputs, row: tile.base }, nodes);
    if (rows === 1) for (let tree = 0; tree < tile.trees; tree++) nodes[tree] = roots[firstTree + tree] as number;
    else nodes.fill(roots[firstTree] as number, 0, rows);
    const walk = isMissing ? walkGaps : walkPlain;
    if (!anySpecial) return walk(trees, tile, { from: 0, end: tile.trees * rows });
    // Trees of a kind that follow each other go together.
    for (let from = 0; from < tile.trees; ) {
      let end = from + 1;
      while (end < tile.trees && isSpecial[firstTree + end] === isSpecial[firstTree + from]) end++;
      (isSpecial[firstTree + from] === 1 ? walkOneByOne : walk)(trees, tile, { from: from * rows, end: end * rows });
      from = end;
    }
  };
}

function hasMissing({ inputs, base, rows }: LeafTile, featureCount: number): boolean {
  const end = base + rows * featureCount;
  let zero = 0;
  for (let cell = base; cell < end; cell++) zero += (inputs[cell] as number) * 0;
  return zero !== 0;
}
