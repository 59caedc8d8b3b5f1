import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, StepInput } from '../step.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { likelihoodShares } from './naiveBayes.ts';
import { validInput } from './validInput.ts';

type Distance = (left: Float64Array, right: Float64Array) => number;

const euclidean: Distance = (left, right) =>
  Math.sqrt(left.reduce((sum, value, index) => sum + (value - (right[index] as number)) ** 2, 0));
const manhattan: Distance = (left, right) => left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] as number)), 0);
const chebyshev: Distance = (left, right) =>
  left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] as number))), 0);
const metrics: Readonly<Record<string, Distance>> = { euclidean, l2: euclidean, manhattan, cityblock: manhattan, l1: manhattan, chebyshev };

/** Finds the nearest rows of the training data, and what each counts. */
type Neighbours = (rows: Float64Array, count: number, visit: (row: number, found: readonly Neighbour[]) => void) => void;

interface Neighbour {
  readonly index: number;
  readonly distance: number;
  readonly weight: number;
}

function neighbours(input: StepInput): Neighbours {
  const { fields, columns } = input;
  const width = columns.length;
  const { rows: size, values } = fields.matrix('_fit_X', width);
  const most = fields.count('n_neighbors');
  if (most < 1 || most > size) throw fields.mismatch('n_neighbors', `a number from 1 to ${size}`);
  const distance = metricOf(fields);
  const isWeighted = fields.choice('weights', ['uniform', 'distance'], 'uniform') === 'distance';
  const points = Array.from({ length: size }, (_, row) => values.subarray(row * width, (row + 1) * width));
  const numbers = validInput(input);
  return (cells, count, visit) => {
    const rows = numbers(cells, count);
    for (let row = 0; row < count; row++) {
      const point = rows.subarray(row * width, (row + 1) * width);
      const found = nearest(
        points.map((other) => distance(point, other)),
        most,
      );
      visit(row, isWeighted ? weighByDistance(found) : found);
    }
  };
}

function metricOf(fields: Fields): Distance {
  const metric = String(fields.value('effective_metric_') ?? fields.value('metric'));
  const parameters = fields.value('effective_metric_params_');
  if (Object.hasOwn(metrics, metric)) return metrics[metric] as Distance;
  const power = isPy(parameters, 'dict') ? parameters.get('p') : fields.value('p');
  if (
    metric === 'minkowski' &&
    typeof power === 'number' &&
    !(isPy(parameters, 'dict') && parameters.has('w') && parameters.get('w') !== null)
  ) {
    return (left, right) => left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] as number)) ** power, 0) ** (1 / power);
  }
  throw fields.unsupported(`metric: ${metric}`);
}

function nearest(distances: readonly number[], most: number): readonly Neighbour[] {
  const best: { index: number; distance: number; weight: number }[] = [];
  distances.forEach((distance, index) => {
    const last = best[most - 1];
    if (last !== undefined && !(distance < last.distance)) return;
    let place = Math.min(best.length, most - 1);
    while (place > 0 && (best[place - 1] as Neighbour).distance > distance) place--;
    best.splice(place, 0, { index, distance, weight: 1 });
    if (best.length > most) best.pop();
  });
  return best;
}

/** 1 / distance; where some are at no distance, they alone count. */
function weighByDistance(found: readonly Neighbour[]): readonly Neighbour[] {
  const isSame = found.some(({ distance }) => distance === 0);
  return found.map((one) => ({ ...one, weight: isSame ? (one.distance === 0 ? 1 : 0) : 1 / one.distance }));
}

export const neighboursClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const labels = fields.numbers('_y');
  const find = neighbours(input);
  return {
    classes,
    hasProbabilities: true,
    predict: (rows, count) => {
      const votes = new Float64Array(count * classes.length);
      find(rows, count, (row, found) => {
        const own = votes.subarray(row * classes.length, (row + 1) * classes.length);
        for (const { index, weight } of found) own[labels[index] as number] = (own[labels[index] as number] as number) + weight;
      });
      const probabilities = Float64Array.from(votes);
      for (let start = 0; start < votes.length; start += classes.length) {
        const own = probabilities.subarray(start, start + classes.length);
        const total = own.reduce((sum, vote) => sum + vote, 0);
        if (total !== 0) own.set(own.map((vote) => vote / total));
      }
      return { values: largestIndex(votes, count), probabilities };
    },
  };
};

export const neighboursRegressor: CompilePredictor = (input) => {
  const { fields } = input;
  const targets = fields.numbers('_y');
  const find = neighbours(input);
  return {
    predict: (rows, count) => {
      const values = new Float64Array(count);
      find(rows, count, (row, found) => {
        const total = found.reduce((sum, { weight }) => sum + weight, 0);
        values[row] = found.reduce((sum, { index, weight }) => sum + (targets[index] as number) * weight, 0) / total;
      });
      return { values };
    },
  };
};

/** The class whose mean is nearest; from 1.6 on with priors, and with probabilities for the Euclidean metric. */
export const nearestCentroid: CompilePredictor = (input) => {
  const { fields, columns } = input;
  const classes = classLevels(fields);
  const [size, width] = [classes.length, columns.length];
  const { values } = fields.matrix('centroids_', width);
  const metric = fields.value('metric');
  const distance = metricOf(fields);
  const isDiscriminant = fields.version >= 6 && metric === 'euclidean';
  const spread = isDiscriminant
    ? fields.numbers('within_class_std_dev_', width).map((deviation) => deviation || 1)
    : new Float64Array(width).fill(1);
  const priors = isDiscriminant ? fields.numbers('class_prior_', size).map((prior) => 2 * Math.log(prior)) : new Float64Array(size);
  const isUniform = priors.every((prior) => Math.abs(prior - (priors[0] as number)) < 1e-8);
  const centers = values.map((value, place) => value / (spread[place % width] as number));
  const numbers = validInput(input);
  const closeness = (own: Float64Array, means: Float64Array, count: number): Float64Array =>
    new Float64Array(count * size).map((_, place) => {
      const [row, index] = [Math.floor(place / size), place % size];
      return -distance(own.subarray(row * width, (row + 1) * width), means.subarray(index * width, (index + 1) * width));
    });
  const discriminants: Apply = (rows, count) => {
    const scaled = rows.map((cell, place) => cell / (spread[place % width] as number));
    return closeness(scaled, centers, count).map((score, place) => -(score ** 2) + (priors[place % size] as number));
  };
  const sums: Apply = (cells, count) => {
    const scores = discriminants(numbers(cells, count), count);
    return size === 2
      ? Float64Array.from({ length: count }, (_, row) => (scores[2 * row + 1] as number) - (scores[2 * row] as number))
      : scores;
  };
  return {
    classes,
    hasProbabilities: isDiscriminant,
    ...(isDiscriminant ? { sums: { outputs: size === 2 ? 1 : size, compute: sums } } : {}),
    predict: (cells, count) => {
      const rows = numbers(cells, count);
      const plain = closeness(rows, values, count);
      if (!isDiscriminant) return { values: largestIndex(plain, count) };
      const scores = discriminants(rows, count);
      return { values: largestIndex(isUniform ? plain : scores, count), probabilities: likelihoodShares(scores, size) };
    },
  };
};
