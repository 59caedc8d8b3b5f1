import type { Predictions } from '../model.ts';
import type { CompiledForest } from './compileForest.ts';
import { gapEvaluator } from './gapEvaluator.ts';

/** Evaluates rows (row-major, count × features); allocates its result and nothing else. */
type ForestEvaluator = (rows: Float64Array, count: number) => Predictions;

/** @returns the evaluator for how the forest's trees are put together; it may be called again and again, not by two threads at once */
export function forestEvaluator(forest: CompiledForest): ForestEvaluator {
  const evaluators = { vote: voteEvaluator, mean: meanEvaluator, median: medianEvaluator };
  const evaluate = evaluators[forest.aggregation](forest);
  if (!forest.missingLeft.includes(1)) return evaluate;
  const evaluateGaps = gapEvaluator(forest);
  return (rows, count) => (hasMissing(rows) ? evaluateGaps(rows, count) : evaluate(rows, count));
}

function hasMissing(rows: Float64Array): boolean {
  for (let cell = 0; cell < rows.length; cell++) if (Number.isNaN(rows[cell])) return true;
  return false;
}

// Without missing values: to test each input for one made 1,000 rows a quarter slower. NaN is less than nothing, so it goes right.

// Row by row, each through all trees, beat tree by tree (whole or in blocks of rows) for one row and for 1,000 rows of a small
// forest, and lost a quarter to blocks only on forests beyond the processor's cache. The walk is written out in each loop,
// through local names: a shared function or property reads in the inner loop cost more than the arithmetic.

/** Votes are counted in the probabilities themselves; the first class to reach the highest count wins, as in ml-array-mode. */
function voteEvaluator(forest: CompiledForest): ForestEvaluator {
  const { roots, feature, value, right, featureCount, classCount } = forest;
  const treeCount = roots.length;
  return (rows, count) => {
    const values = new Float64Array(count);
    const probabilities = new Float64Array(count * classCount);
    for (let row = 0; row < count; row++) {
      const inputs = row * featureCount;
      const votes = row * classCount;
      let best = 0;
      for (let tree = 0; tree < treeCount; tree++) {
        let node = roots[tree] as number;
        let split = feature[node] as number;
        while (split >= 0) {
          node = (rows[inputs + split] as number) < (value[node] as number) ? node + 1 : (right[node] as number);
          split = feature[node] as number;
        }
        const vote = right[node] as number;
        const reached = (probabilities[votes + vote] as number) + 1;
        probabilities[votes + vote] = reached;
        if (reached > (probabilities[votes + best] as number)) best = vote;
      }
      values[row] = best;
      for (let index = votes; index < votes + classCount; index++) probabilities[index] = (probabilities[index] as number) / treeCount;
    }
    return { values, probabilities };
  };
}

function meanEvaluator(forest: CompiledForest): ForestEvaluator {
  const { roots, feature, value, right, featureCount } = forest;
  const treeCount = roots.length;
  return (rows, count) => {
    const values = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      const inputs = row * featureCount;
      let sum = 0;
      for (let tree = 0; tree < treeCount; tree++) {
        let node = roots[tree] as number;
        let split = feature[node] as number;
        while (split >= 0) {
          node = (rows[inputs + split] as number) < (value[node] as number) ? node + 1 : (right[node] as number);
          split = feature[node] as number;
        }
        sum += value[node] as number;
      }
      values[row] = sum / treeCount;
    }
    return { values };
  };
}

/** The lower median: of an even number of trees ml-random-forest takes the smaller of the two in the middle. */
function medianEvaluator(forest: CompiledForest): ForestEvaluator {
  const { roots, feature, value, right, featureCount } = forest;
  const answers = new Float64Array(roots.length);
  const middle = Math.floor((roots.length - 1) / 2);
  return (rows, count) => {
    const values = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      const inputs = row * featureCount;
      for (let tree = 0; tree < answers.length; tree++) {
        let node = roots[tree] as number;
        let split = feature[node] as number;
        while (split >= 0) {
          node = (rows[inputs + split] as number) < (value[node] as number) ? node + 1 : (right[node] as number);
          split = feature[node] as number;
        }
        answers[tree] = value[node] as number;
      }
      values[row] = answers.sort()[middle] as number;
    }
    return { values };
  };
}
