import { coupleProbabilities } from '../../links/coupleProbabilities.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import { type NumberTensor, numbersOf, type Tensor, zeros } from '../tensor.ts';
import { classLabels, labelCount, labelTensor } from './classLabels.ts';
import type { NodeContext, Operator } from './operator.ts';
import { transformName, transforms } from './scores.ts';

type Inputs = readonly (Tensor | undefined)[];

/** Kernel of a row and each support vector, in the order of the file. */
type KernelRow = (tensor: NumberTensor, row: number) => Float64Array;

function kernelRow({ attributes, where }: NodeContext, count: number): KernelRow {
  const vectors = Float64Array.from(attributes.floats('support_vectors'));
  const [gamma = 0, offset = 0, degree = 0] = attributes.floats('kernel_params');
  const name = attributes.text('kernel_type', 'LINEAR');
  const width = vectors.length / count;
  if (count > 0 && !Number.isInteger(width)) throw new ModelFormatError(`${where}: expected ${count} support vectors of one length`);
  const finish = new Map<string, (product: number) => number>([
    ['LINEAR', (product) => product],
    ['POLY', (product) => power(Math.fround(gamma * product + offset), degree)],
    ['SIGMOID', (product) => Math.tanh(Math.fround(gamma * product + offset))],
    ['RBF', (distance) => Math.exp(Math.fround(-gamma * distance))],
  ]);
  const link = finish.get(name);
  if (link === undefined) throw new ModelFormatError(`${where}: expected a kernel_type of ${[...finish.keys()].join(', ')}, got ${name}`);
  const add = name === 'RBF' ? distance : product;
  return (tensor, row) => {
    const features = tensor.shape.at(-1) ?? 1;
    if (features !== width) throw new ModelFormatError(`${where}: expected ${width} features, got ${features}`);
    const kernels = new Float64Array(count);
    const values = tensor.data.subarray(row * width, (row + 1) * width);
    for (let vector = 0; vector < count; vector++) kernels[vector] = Math.fround(link(add(values, vectors, vector * width)));
    return kernels;
  };
}

type Sum = (values: Float32Array | Float64Array, vectors: Float64Array, first: number) => number;

/** Squared distance of a row and a support vector, each step rounded to float32. */
const distance: Sum = (values, vectors, first) => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const difference = Math.fround((values[at] as number) - (vectors[first + at] as number));
    sum = Math.fround(sum + Math.fround(difference * difference));
  }
  return sum;
};

const product: Sum = (values, vectors, first) => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum = Math.fround(sum + (values[at] as number) * (vectors[first + at] as number));
  return sum;
};

/** In float32, as the runtime of ONNX multiplies small whole powers out. */
function power(value: number, degree: number): number {
  if (degree === 2) return Math.fround(value * value);
  return degree === 3 ? Math.fround(Math.fround(value * value) * value) : value ** degree;
}

function regressor(node: NodeContext) {
  const { attributes, where } = node;
  const coefficients = attributes.floats('coefficients');
  const supports = attributes.integer('n_supports', 0);
  const isOneClass = attributes.integer('one_class', 0) !== 0;
  const transform = transforms[transformName(attributes.text('post_transform', 'NONE'), where)];
  const rho = attributes.floats('rho')[0] ?? 0;
  const kernels = supports > 0 ? kernelRow(node, supports) : undefined;
  return ([input]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const rows = tensor.shape.length < 2 ? 1 : (tensor.shape[0] as number);
    const result = zeros('float', [rows, 1]);
    for (let row = 0; row < rows; row++) {
      const terms = kernels?.(tensor, row) ?? rowOf(tensor, row);
      const value = new Float64Array([terms.reduce((sum, term, at) => Math.fround(sum + term * (coefficients[at] ?? 0)), 0) + rho]);
      transform(value);
      result.data[row] = isOneClass ? ((value[0] as number) > 0 ? 1 : -1) : (value[0] as number);
    }
    return result;
  };
}

function rowOf(tensor: NumberTensor, row: number): Float64Array {
  const width = tensor.shape.at(-1) ?? 1;
  return Float64Array.from(tensor.data.subarray(row * width, (row + 1) * width));
}

/** Decision of each pair of classes, as libsvm computes it; positive for the first of both. */
function pairDecisions(node: NodeContext): { classes: number; decide: (tensor: NumberTensor, row: number) => Float64Array } {
  const { attributes } = node;
  const counts = attributes.integers('vectors_per_class');
  const starts = counts.map((_, at) => counts.slice(0, at).reduce((sum, count) => sum + count, 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const coefficients = attributes.floats('coefficients');
  const rho = attributes.floats('rho');
  const kernels = kernelRow(node, total);
  const weighted = (values: Float64Array, vectors: number, row: number) => {
    const [start, count] = [starts[vectors] as number, counts[vectors] as number];
    let sum = 0;
    for (let at = start; at < start + count; at++) sum += (coefficients[total * row + at] ?? 0) * (values[at] as number);
    return sum;
  };
  return {
    classes: counts.length,
    decide: (tensor, row) => {
      const values = kernels(tensor, row);
      const decisions: number[] = [];
      for (let i = 0; i < counts.length; i++) {
        for (let j = i + 1; j < counts.length; j++) {
          decisions.push(weighted(values, i, j - 1) + weighted(values, j, i) + (rho[decisions.length] ?? 0));
        }
      }
      return Float64Array.from(decisions);
    },
  };
}

function votesOf(decisions: Float64Array, classes: number): Int32Array {
  const votes = new Int32Array(classes);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++) {
      const winner = (decisions[pair++] as number) > 0 ? i : j;
      votes[winner] = (votes[winner] as number) + 1;
    }
  }
  return votes;
}

function classifier(node: NodeContext) {
  const { attributes, where } = node;
  const labels = classLabels(node);
  if (attributes.integers('vectors_per_class').length === 0) return refuseLinearMachine(node);
  const { classes, decide } = pairDecisions(node);
  if (classes !== labelCount(labels))
    throw new ModelFormatError(`${where}: expected ${labelCount(labels)} classes in vectors_per_class, got ${classes}`);
  const [slopes, offsets] = [attributes.floats('prob_a'), attributes.floats('prob_b')];
  const hasProbabilities = slopes.length > 0;
  // Platt's sigmoid of each pair.
  const share = (decision: number, pair: number) => 1 / (1 + Math.exp(decision * (slopes[pair] ?? 0) + (offsets[pair] ?? 0)));
  const transform = transforms[transformName(attributes.text('post_transform', 'NONE'), where)];
  return ([input]: Inputs): readonly Tensor[] => {
    const tensor = numbersOf(input, where);
    const rows = tensor.shape.length < 2 ? 1 : (tensor.shape[0] as number);
    const chosen = new Int32Array(rows);
    const pairs = (classes * (classes - 1)) / 2;
    const width = hasProbabilities || pairs === 1 ? classes : pairs;
    const scores = zeros('float', [rows, width]);
    for (let row = 0; row < rows; row++) {
      const decisions = decide(tensor, row);
      const values = hasProbabilities
        ? coupleProbabilities(decisions.map(share), classes)
        : pairs === 1
          ? pairScores(decisions)
          : decisions;
      const votes = votesOf(decisions, classes);
      chosen[row] = votes.indexOf(Math.max(...votes));
      transform(values);
      scores.data.set(values, row * width);
    }
    return [labelTensor(labels, chosen), scores];
  };
}

/** Scores of two classes from the one decision, which is positive for the first. */
function pairScores(decisions: Float64Array): Float64Array {
  const decision = decisions[0] as number;
  return Float64Array.of(-decision, decision);
}

/** A linear machine holds one row of coefficients per class instead of support vectors: it is refused. */
function refuseLinearMachine({ where }: NodeContext): never {
  throw new ModelFormatError(`${where}: expected support vectors, got none in vectors_per_class`);
}

export const supportVectorOperators: readonly Operator[] = [
  { name: 'SVMClassifier', compile: classifier },
  { name: 'SVMRegressor', compile: regressor },
];
