import type { Predictions } from '../model.ts';
import type { CompiledTrees } from '../trees/compiledTrees.ts';
import { type LeafTile, leafWalker } from '../trees/leafWalker.ts';
import { treeEvaluator } from '../trees/treeEvaluator.ts';
import type { ForestAggregation } from './forestFile.ts';

/** Evaluates rows (row-major, count × features). */
type ForestEvaluator = (rows: Float64Array, count: number) => Predictions;

/** @returns the evaluator for how the forest's trees are put together; it may be called again and again, not by two threads at once */
export function forestEvaluator(trees: CompiledTrees, aggregation: ForestAggregation): ForestEvaluator {
  if (aggregation === 'vote') return voteEvaluator(trees);
  if (aggregation === 'median') return medianEvaluator(trees);
  const evaluate = treeEvaluator(trees);
  return (rows, count) => ({ values: evaluate(rows, count) });
}

/** Votes are counted in the probabilities themselves; the first class to reach the highest count wins, as in ml-array-mode. */
function voteEvaluator(trees: CompiledTrees): ForestEvaluator {
  const { value, outputs: classCount, roots } = trees;
  const walk = leafWalker(trees, (tile, { values, probabilities }: Required<Predictions>) => {
    if (tile.rows === 1) return countRow(tile, values, probabilities);
    let place = 0;
    for (let tree = 0; tree < tile.trees; tree++) {
      for (let row = tile.firstRow; row < tile.firstRow + tile.rows; row++) {
        const votes = row * classCount;
        const vote = value[tile.nodes[place++] as number] as number;
        const reached = (probabilities[votes + vote] as number) + 1;
        probabilities[votes + vote] = reached;
        if (reached > (probabilities[votes + (values[row] as number)] as number)) values[row] = vote;
      }
    }
  });
  /** The same for one row, without reading the best class again for each tree. */
  const countRow = ({ nodes, trees: treeCount, firstRow }: LeafTile, values: Float64Array, probabilities: Float64Array): void => {
    const votes = firstRow * classCount;
    let best = values[firstRow] as number;
    for (let tree = 0; tree < treeCount; tree++) {
      const vote = value[nodes[tree] as number] as number;
      const reached = (probabilities[votes + vote] as number) + 1;
      probabilities[votes + vote] = reached;
      if (reached > (probabilities[votes + best] as number)) best = vote;
    }
    values[firstRow] = best;
  };
  return (rows, count) => {
    const answer = { values: new Float64Array(count), probabilities: new Float64Array(count * classCount) };
    walk(rows, count, answer);
    const { probabilities } = answer;
    for (let cell = 0; cell < probabilities.length; cell++) probabilities[cell] = (probabilities[cell] as number) / (roots.length - 1);
    return answer;
  };
}

/** The lower median: of an even number of trees ml-random-forest takes the smaller of the two in the middle. */
function medianEvaluator(trees: CompiledTrees): ForestEvaluator {
  const answers = new Float64Array(trees.roots.length - 1);
  const middle = Math.floor((answers.length - 1) / 2);
  const takeRow = ({ nodes, firstRow }: { nodes: Int32Array; firstRow: number }, values: Float64Array): void => {
    for (let tree = 0; tree < answers.length; tree++) answers[tree] = trees.value[nodes[tree] as number] as number;
    values[firstRow] = answers.sort()[middle] as number;
  };
  const walk = leafWalker(trees, takeRow, true);
  return (rows, count) => {
    const values = new Float64Array(count);
    walk(rows, count, values);
    return { values };
  };
}
