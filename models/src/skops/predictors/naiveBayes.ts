import { inputError } from '../columns/inputError.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, Predictor, StepInput } from '../step.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { pairwiseSum } from './pairwiseSum.ts';
import { validInput } from './validInput.ts';
import { weightedSums } from './weightedSums.ts';

/** A classifier by the logs of class and row together. */
function byLogLikelihood({ fields }: StepInput, likelihood: Apply): Predictor {
  const classes = classLevels(fields);
  const size = classes.length;
  return {
    classes,
    hasProbabilities: true,
    predict: (rows, count) => {
      const logs = likelihood(rows, count);
      return { values: largestIndex(logs, count), probabilities: likelihoodShares(logs, size) };
    },
  };
}

/** exp of the logs less the log of the sum of their exponentials. */
export function likelihoodShares(logs: Float64Array, size: number): Float64Array {
  const shares = new Float64Array(logs.length);
  for (let start = 0; start < logs.length; start += size) {
    const row = logs.subarray(start, start + size);
    const largest = row.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
    const total = largest + Math.log(row.reduce((sum, log) => sum + Math.exp(log - largest), 0));
    row.forEach((log, index) => {
      shares[start + index] = Math.exp(log - total);
    });
  }
  return shares;
}

export const gaussianBayes: CompilePredictor = (input) => {
  const { fields, columns } = input;
  const width = columns.length;
  const size = classLevels(fields).length;
  const [means, variances] = [fields.matrix('theta_', width).values, fields.matrix('var_', width).values];
  const prior = fields.numbers('class_prior_', size);
  if (means.length !== size * width || variances.length !== size * width) throw fields.mismatch('theta_', `${size} rows`);
  const offsets = Array.from(prior, (share, index) => ({
    prior: Math.log(share),
    spread: -0.5 * pairwiseSum(variances.slice(index * width, (index + 1) * width).map((variance) => Math.log(2 * Math.PI * variance))),
  }));
  const numbers = validInput(input);
  return byLogLikelihood(input, (cells, count) => {
    const rows = numbers(cells, count);
    const logs = new Float64Array(count * size);
    const terms = new Float64Array(width);
    for (let row = 0; row < count; row++) {
      for (let index = 0; index < size; index++) {
        for (let column = 0; column < width; column++) {
          const distance = (rows[row * width + column] as number) - (means[index * width + column] as number);
          terms[column] = distance ** 2 / (variances[index * width + column] as number);
        }
        const { prior: start, spread } = offsets[index] as { prior: number; spread: number };
        logs[row * size + index] = start + (spread - 0.5 * pairwiseSum(terms));
      }
    }
    return logs;
  });
};

/** Multinomial and complement: counts times the logs of the classes. */
export const multinomialBayes: CompilePredictor = (input) => {
  const { fields, columns } = input;
  const width = columns.length;
  const size = classLevels(fields).length;
  const { values } = fields.matrix('feature_log_prob_', width);
  const isComplement = fields.className === 'ComplementNB';
  const offset = isComplement && size > 1 ? new Float64Array(size) : fields.numbers('class_log_prior_', size);
  const numbers = validInput(input);
  return byLogLikelihood(input, (cells, count) => weightedSums({ rows: numbers(cells, count), count, width }, values, offset));
};

export const bernoulliBayes: CompilePredictor = (input) => {
  const { fields, columns } = input;
  const width = columns.length;
  const size = classLevels(fields).length;
  const { values } = fields.matrix('feature_log_prob_', width);
  const opposite = values.map((log) => Math.log(1 - Math.exp(log)));
  const offset = fields
    .numbers('class_log_prior_', size)
    .map((prior, index) => prior + pairwiseSum(opposite.slice(index * width, (index + 1) * width)));
  const difference = values.map((log, index) => log - (opposite[index] as number));
  const threshold = fields.has('binarize') ? fields.number('binarize') : undefined;
  const numbers = validInput(input);
  return byLogLikelihood(input, (cells, count) => {
    const rows = numbers(cells, count);
    const binary = threshold === undefined ? rows : rows.map((cell) => (cell > threshold ? 1 : 0));
    return weightedSums({ rows: binary, count, width }, difference, offset);
  });
};

export const categoricalBayes: CompilePredictor = (input) => {
  const { fields, columns, scope } = input;
  const width = columns.length;
  const size = classLevels(fields).length;
  const offset = fields.numbers('class_log_prior_', size);
  const tables = fields.list('feature_log_prob_').map((table, index) => {
    const array = isPy(table, 'array') ? table.array : undefined;
    if (array === undefined || array.shape.length !== 2 || array.shape[0] !== size)
      throw fields.refusal(`feature_log_prob_[${index}]: expected ${size} rows`);
    return { categories: array.shape[1] as number, numbers: array.numbers };
  });
  const numbers = validInput(input);
  return byLogLikelihood(input, (cells, count) => {
    const rows = numbers(cells, count);
    const logs = new Float64Array(count * size);
    for (let place = 0; place < logs.length; place++) {
      const [row, index] = [Math.floor(place / size), place % size];
      let sum = 0;
      tables.forEach(({ categories, numbers: table }, feature) => {
        const code = Math.trunc(rows[row * width + feature] as number);
        const column = columns[feature];
        if (!(code >= 0 && code < categories) && column !== undefined)
          throw inputError(`expected a category below ${categories}, got ${code}`, { row, column, scope });
        sum += table[index * categories + code] as number;
      });
      logs[place] = sum + (offset[index] as number);
    }
    return logs;
  });
};
