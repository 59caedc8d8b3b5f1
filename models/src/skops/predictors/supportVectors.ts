import { coupleProbabilities } from '../../links/coupleProbabilities.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, StepInput } from '../step.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { validInput } from './validInput.ts';

type Kernel = (left: Float64Array, right: Float64Array) => number;

const dot: Kernel = (left, right) => left.reduce((sum, value, index) => sum + value * (right[index] as number), 0);

function kernelOf(fields: Fields): Kernel {
  const kernel = fields.choice('kernel', ['linear', 'rbf', 'poly', 'sigmoid'], 'rbf');
  const [gamma, offset, degree] = [fields.number('_gamma', 0), fields.number('coef0', 0), fields.number('degree', 3)];
  switch (kernel) {
    case 'linear':
      return dot;
    case 'poly':
      return (left, right) => (gamma * dot(left, right) + offset) ** degree;
    case 'sigmoid':
      return (left, right) => Math.tanh(gamma * dot(left, right) + offset);
    default:
      return (left, right) => Math.exp(-gamma * left.reduce((sum, value, index) => sum + (value - (right[index] as number)) ** 2, 0));
  }
}

/** Kernel of a row with each support vector. */
function kernelRows(input: StepInput): { size: number; compute: (rows: Float64Array, count: number) => Float64Array } {
  const { fields, columns } = input;
  const width = columns.length;
  const { rows: size, values } = fields.matrix('support_vectors_', width);
  const kernel = kernelOf(fields);
  const vectors = Array.from({ length: size }, (_, index) => values.subarray(index * width, (index + 1) * width));
  const numbers = validInput(input);
  return {
    size,
    compute: (cells, count) => {
      const rows = numbers(cells, count);
      const result = new Float64Array(count * size);
      for (let row = 0; row < count; row++) {
        const one = rows.subarray(row * width, (row + 1) * width);
        vectors.forEach((vector, index) => {
          result[row * size + index] = kernel(one, vector);
        });
      }
      return result;
    },
  };
}

export const supportVectorRegressor: CompilePredictor = (input) => {
  const { fields } = input;
  const kernels = kernelRows(input);
  const weights = fields.numbers('_dual_coef_', kernels.size);
  const intercept = fields.numbers('_intercept_', 1)[0] as number;
  return {
    predict: (rows, count) => {
      const cells = kernels.compute(rows, count);
      const values = Float64Array.from({ length: count }, (_, row) => dot(weights, cells.subarray(row * kernels.size)) + intercept);
      return { values };
    },
  };
};

/** One against one, as libsvm votes. */
export const supportVectorClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const size = classes.length;
  const pairs = pairSums(input, size);
  const pairCount = (size * (size - 1)) / 2;
  const isByRest = fields.choice('decision_function_shape', ['ovr', 'ovo'], 'ovr') === 'ovr';
  const breaksTies = fields.value('break_ties') === true && isByRest && size > 2;
  const shares = fields.value('probability') === true ? sharesOf(fields, { size, pairCount }) : undefined;
  const sums: Apply = (rows, count) => {
    const decisions = pairs(rows, count);
    if (size === 2) return decisions.map((decision) => -decision);
    return isByRest ? decisionsByRest(decisions, size) : decisions;
  };
  return {
    classes,
    hasProbabilities: shares !== undefined,
    sums: { outputs: size === 2 ? 1 : isByRest ? size : pairCount, compute: sums },
    predict: (rows, count) => {
      const decisions = pairs(rows, count);
      const votes = new Float64Array(count * size);
      for (let row = 0; row < count; row++) {
        vote(decisions.subarray(row * pairCount, (row + 1) * pairCount), votes.subarray(row * size, (row + 1) * size));
      }
      const values = largestIndex(breaksTies ? decisionsByRest(decisions, size) : votes, count);
      return shares === undefined ? { values } : { values, probabilities: shares(decisions, count) };
    },
  };
};

function sharesOf(fields: Fields, { size, pairCount }: { size: number; pairCount: number }): Apply {
  const [slopes, offsets] = [fields.numbers('_probA', pairCount), fields.numbers('_probB', pairCount)];
  return (decisions, count) => {
    const result = new Float64Array(count * size);
    for (let row = 0; row < count; row++) {
      const pairs = decisions.subarray(row * pairCount, (row + 1) * pairCount);
      const firsts = pairs.map((decision, pair) => sigmoidShare(decision * (slopes[pair] as number) + (offsets[pair] as number)));
      result.set(coupleProbabilities(firsts, size), row * size);
    }
    return result;
  };
}

/** 1 / (1 + exp(sum)), without overflow: Platt's sigmoid. */
function sigmoidShare(sum: number): number {
  return sum >= 0 ? Math.exp(-sum) / (1 + Math.exp(-sum)) : 1 / (1 + Math.exp(sum));
}

/** Per pair of classes: positive where the first one wins. */
function pairSums(input: StepInput, size: number): Apply {
  const { fields } = input;
  const kernels = kernelRows(input);
  const { rows: coefficientRows, values: coefficients } = fields.matrix('_dual_coef_', kernels.size);
  const pairCount = (size * (size - 1)) / 2;
  const intercepts = fields.numbers('_intercept_', pairCount);
  const counts = isPy(fields.value('_n_support'), 'array') ? fields.numbers('_n_support', size) : fields.numbers('n_support_', size);
  if (coefficientRows !== size - 1 || counts.reduce((sum, count) => sum + count, 0) !== kernels.size) {
    throw fields.mismatch('_n_support', `counts of ${kernels.size} vectors of ${size} classes`);
  }
  const starts = Array.from(counts, (_, index) => counts.slice(0, index).reduce((sum, count) => sum + count, 0));
  const part = (cells: Float64Array, row: number, of: { vectors: number; against: number }): number => {
    const start = starts[of.vectors] as number;
    let sum = 0;
    for (let index = start; index < start + (counts[of.vectors] as number); index++) {
      sum += (coefficients[of.against * kernels.size + index] as number) * (cells[row * kernels.size + index] as number);
    }
    return sum;
  };
  return (rows, count) => {
    const cells = kernels.compute(rows, count);
    const sums = new Float64Array(count * pairCount);
    for (let row = 0; row < count; row++) {
      let pair = 0;
      for (let first = 0; first < size; first++) {
        for (let second = first + 1; second < size; second++, pair++) {
          const sum = part(cells, row, { vectors: first, against: second - 1 }) + part(cells, row, { vectors: second, against: first });
          sums[row * pairCount + pair] = sum + (intercepts[pair] as number);
        }
      }
    }
    return sums;
  };
}

function vote(decisions: Float64Array, votes: Float64Array): void {
  let pair = 0;
  for (let first = 0; first < votes.length; first++) {
    for (let second = first + 1; second < votes.length; second++, pair++) {
      const winner = (decisions[pair] as number) > 0 ? first : second;
      votes[winner] = (votes[winner] as number) + 1;
    }
  }
}

/** Votes plus a third of what the confidences say, as scikit-learn turns pairs into one score per class. */
function decisionsByRest(decisions: Float64Array, size: number): Float64Array {
  const pairCount = (size * (size - 1)) / 2;
  const count = decisions.length / pairCount;
  const scores = new Float64Array(count * size);
  for (let row = 0; row < count; row++) {
    const own = decisions.subarray(row * pairCount, (row + 1) * pairCount);
    const votes = scores.subarray(row * size, (row + 1) * size);
    const confidences = new Float64Array(size);
    let pair = 0;
    for (let first = 0; first < size; first++) {
      for (let second = first + 1; second < size; second++, pair++) {
        const decision = own[pair] as number;
        confidences[first] = (confidences[first] as number) + decision;
        confidences[second] = (confidences[second] as number) - decision;
        const winner = decision < 0 ? second : first;
        votes[winner] = (votes[winner] as number) + 1;
      }
    }
    confidences.forEach((confidence, index) => {
      votes[index] = (votes[index] as number) + confidence / (3 * (Math.abs(confidence) + 1));
    });
  }
  return scores;
}
