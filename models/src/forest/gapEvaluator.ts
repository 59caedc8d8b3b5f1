import type { Predictions } from '../model.ts';
import type { CompiledForest } from './compileForest.ts';

/** The evaluator of rows with missing values, which go at each split where the split sends them. */
export function gapEvaluator(forest: CompiledForest): (rows: Float64Array, count: number) => Predictions {
  const { roots, featureCount, classCount, aggregation } = forest;
  const leaves = new Int32Array(roots.length);
  return (rows, count) => {
    const values = new Float64Array(count);
    const probabilities = new Float64Array(count * classCount);
    for (let row = 0; row < count; row++) {
      for (let tree = 0; tree < leaves.length; tree++)
        leaves[tree] = leafOf(forest, roots[tree] as number, { rows, inputs: row * featureCount });
      if (aggregation === 'vote')
        values[row] = countVotes(forest, leaves, probabilities.subarray(row * classCount, (row + 1) * classCount));
      else values[row] = aggregation === 'mean' ? meanOf(forest, leaves) : medianOf(forest, leaves);
    }
    return aggregation === 'vote' ? { values, probabilities } : { values };
  };
}

/** Node of the leaf in which a row ends. */
function leafOf(
  { feature, value, right, missingLeft }: CompiledForest,
  root: number,
  { rows, inputs }: { rows: Float64Array; inputs: number },
): number {
  let node = root;
  let split = feature[node] as number;
  while (split >= 0) {
    const input = rows[inputs + split] as number;
    const left = input < (value[node] as number) || (Number.isNaN(input) && missingLeft[node] === 1);
    node = left ? node + 1 : (right[node] as number);
    split = feature[node] as number;
  }
  return node;
}

/** The class that first has the most votes; the shares of the classes are written into `probabilities`. */
function countVotes({ right }: CompiledForest, leaves: Int32Array, probabilities: Float64Array): number {
  let best = 0;
  for (const leaf of leaves) {
    const vote = right[leaf] as number;
    const reached = (probabilities[vote] as number) + 1;
    probabilities[vote] = reached;
    if (reached > (probabilities[best] as number)) best = vote;
  }
  for (let index = 0; index < probabilities.length; index++) probabilities[index] = (probabilities[index] as number) / leaves.length;
  return best;
}

function meanOf({ value }: CompiledForest, leaves: Int32Array): number {
  let sum = 0;
  for (const leaf of leaves) sum += value[leaf] as number;
  return sum / leaves.length;
}

function medianOf({ value }: CompiledForest, leaves: Int32Array): number {
  const answers = Float64Array.from(leaves, (leaf) => value[leaf] as number).sort();
  return answers[Math.floor((leaves.length - 1) / 2)] as number;
}
