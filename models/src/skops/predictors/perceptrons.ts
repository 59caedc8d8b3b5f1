import { identity, type Link, sigmoid, softmax } from '../../links/links.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, StepInput } from '../step.ts';
import { linkRows } from './boostedAnswer.ts';
import { classLevels } from './classLevels.ts';
import { bothClasses, largestIndex } from './largest.ts';
import { validInput } from './validInput.ts';
import { weightedSums } from './weightedSums.ts';

const tanh: Link = (sums) => sums.set(sums.map(Math.tanh));
const rectifier: Link = (sums) => sums.set(sums.map((sum) => Math.max(sum, 0)));
const exponential: Link = (sums) => sums.set(sums.map(Math.exp));
const hidden = { identity, logistic: sigmoid(), tanh, relu: rectifier } as const;
const output = { identity, logistic: sigmoid(), softmax, exp: exponential } as const;

/** The layers of a multilayer perceptron. */
function layers(input: StepInput, outputs: number): Apply {
  const { fields, columns } = input;
  const activation = hidden[fields.choice('activation', ['identity', 'logistic', 'tanh', 'relu'])];
  const last = output[fields.choice('out_activation_', ['identity', 'logistic', 'softmax', 'exp'])];
  const [coefficients, intercepts] = [fields.list('coefs_'), fields.list('intercepts_')];
  let width = columns.length;
  const steps = coefficients.map((coefficient, index) => {
    const intercept = intercepts[index];
    const shape = isPy(coefficient, 'array') ? coefficient.array.shape : [];
    const size = shape[1] ?? 0;
    if (!isPy(coefficient, 'array') || !isPy(intercept, 'array') || shape[0] !== width || intercept.array.numbers.length !== size) {
      throw fields.refusal(`coefs_[${index}]: expected a matrix of ${width} rows`);
    }
    const weights = new Float64Array(width * size);
    coefficient.array.numbers.forEach((value, place) => {
      weights[(place % size) * width + Math.floor(place / size)] = value;
    });
    const step = { width, size, weights, offset: intercept.array.numbers, link: index + 1 < coefficients.length ? activation : last };
    width = size;
    return step;
  });
  if (width !== outputs || steps.length === 0)
    throw outputs === 1 ? fields.unsupported('n_outputs_: a model of several targets') : fields.mismatch('coefs_', `${outputs} outputs`);
  const numbers = validInput(input);
  return (cells, count) =>
    steps.reduce(
      (rows, step) => linkRows(weightedSums({ rows, count, width: step.width }, step.weights, step.offset), step.size, step.link),
      numbers(cells, count),
    );
}

export const perceptronClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const compute = layers(input, classes.length <= 2 ? 1 : classes.length);
  return {
    classes,
    hasProbabilities: true,
    predict: (rows, count) => {
      const shares = compute(rows, count);
      if (classes.length > 2) return { values: largestIndex(shares, count), probabilities: shares };
      return { values: shares.map((share) => (share > 0.5 ? 1 : 0)), probabilities: bothClasses(shares) };
    },
  };
};

export const perceptronRegressor: CompilePredictor = (input) => {
  const compute = layers(input, 1);
  return { predict: (rows, count) => ({ values: compute(rows, count) }) };
};
