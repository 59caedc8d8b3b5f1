import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor } from '../step.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { likelihoodShares } from './naiveBayes.ts';
import { validInput } from './validInput.ts';
import { weightedSums } from './weightedSums.ts';

/** Quadratic discriminants: the distance of a row to the mean of each class, in its own axes. */
export const quadraticDiscriminants: CompilePredictor = (input) => {
  const { fields, columns } = input;
  const classes = classLevels(fields);
  const [size, width] = [classes.length, columns.length];
  const means = fields.matrix('means_', width).values;
  const priors = fields.numbers('priors_', size);
  const [rotations, scalings] = [fields.list('rotations_'), fields.list('scalings_')];
  const axes = classes.map((_, index) => {
    const [rotation, scaling] = [rotations[index], scalings[index]];
    if (!isPy(rotation, 'array') || !isPy(scaling, 'array') || rotation.array.shape[0] !== width)
      throw fields.mismatch('rotations_', 'a matrix per class');
    const scales = scaling.array.numbers;
    const rank = scales.length;
    if (rotation.array.numbers.length !== rank * width) throw fields.mismatch('rotations_', 'a matrix per class');
    const weights = new Float64Array(rank * width);
    rotation.array.numbers.forEach((value, place) => {
      weights[(place % rank) * width + Math.floor(place / rank)] = value * (scales[place % rank] as number) ** -0.5;
    });
    return { weights, spread: scales.reduce((sum, scale) => sum + Math.log(scale), 0), prior: Math.log(priors[index] as number) };
  });
  const numbers = validInput(input);
  const logs: Apply = (cells, count) => {
    const rows = numbers(cells, count);
    const result = new Float64Array(count * size);
    axes.forEach(({ weights, spread, prior }, index) => {
      const centered = rows.map((cell, place) => cell - (means[index * width + (place % width)] as number));
      const rotated = weightedSums({ rows: centered, count, width }, weights, new Float64Array(1));
      const rank = weights.length / width;
      for (let row = 0; row < count; row++) {
        const norm = rotated.subarray(row * rank, (row + 1) * rank).reduce((sum, value) => sum + value ** 2, 0);
        result[row * size + index] = -0.5 * (norm + spread) + prior;
      }
    });
    return result;
  };
  const sums: Apply = (rows, count) => {
    const all = logs(rows, count);
    return size === 2 ? Float64Array.from({ length: count }, (_, row) => (all[2 * row + 1] as number) - (all[2 * row] as number)) : all;
  };
  return {
    classes,
    hasProbabilities: true,
    sums: { outputs: size === 2 ? 1 : size, compute: sums },
    predict: (rows, count) => {
      const all = logs(rows, count);
      return { values: largestIndex(all, count), probabilities: likelihoodShares(all, size) };
    },
  };
};
