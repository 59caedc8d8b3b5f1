import { ModelFormatError } from '../../modelFormatError.ts';
import { type NumberTensor, numbersOf, sizeOf, type Tensor, withShape, zeros } from '../tensor.ts';
import { along, axisOf } from './axisOf.ts';
import { broadcastIndices, broadcastShape, combine } from './broadcast.ts';
import type { NodeContext, Operator } from './operator.ts';

type Inputs = readonly (Tensor | undefined)[];

interface Matrix {
  readonly tensor: NumberTensor;
  /** Index of its first element. */
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
  readonly isTransposed?: boolean;
}

/** Terms that the runtime of ONNX adds up before it adds their sum to the result: the fewer columns, the more. */
function blockLength(columns: number): number {
  return columns <= 16 ? 1024 : columns <= 32 ? 512 : columns <= 64 ? 256 : 128;
}

/**
 * Writes the product of two matrices into a result. Sums are in double for doubles; for floats each addition is rounded to float32 in the
 * order of the runtime of ONNX, so that rounding errors of long or ill-conditioned sums are the same ones.
 */
export function multiply(left: Matrix, right: Matrix, { data, first }: { data: Float32Array | Float64Array; first: number }): void {
  const [rowStep, step] = left.isTransposed ? [1, left.rows] : [left.columns, 1];
  const [columnStep, down] = right.isTransposed ? [right.rows, 1] : [1, right.columns];
  const isFloat = data instanceof Float32Array;
  const block = isFloat ? blockLength(right.columns) : left.columns;
  const add = isFloat ? addFloats : addDoubles;
  const terms = { a: left.tensor.data, b: right.tensor.data, i: 0, j: 0, step, down, count: 0 };
  for (let row = 0, at = first; row < left.rows; row++) {
    for (let column = 0; column < right.columns; column++, at++) {
      let sum = 0;
      for (let from = 0; from < left.columns; from += block) {
        terms.i = left.first + row * rowStep + from * step;
        terms.j = right.first + column * columnStep + from * down;
        terms.count = Math.min(block, left.columns - from);
        sum = isFloat ? Math.fround(sum + add(terms)) : sum + add(terms);
      }
      data[at] = sum;
    }
  }
}

interface Terms {
  readonly a: Float32Array | Float64Array;
  readonly b: Float32Array | Float64Array;
  readonly i: number;
  readonly j: number;
  readonly step: number;
  readonly down: number;
  readonly count: number;
}

function addFloats({ a, b, i, j, step, down, count }: Terms): number {
  let sum = 0;
  for (let index = 0, left = i, right = j; index < count; index++, left += step, right += down) {
    sum = Math.fround(sum + (a[left] as number) * (b[right] as number));
  }
  return sum;
}

function addDoubles({ a, b, i, j, step, down, count }: Terms): number {
  let sum = 0;
  for (let index = 0, left = i, right = j; index < count; index++, left += step, right += down) {
    sum += (a[left] as number) * (b[right] as number);
  }
  return sum;
}

function matMul({ where }: NodeContext) {
  return ([leftInput, rightInput]: Inputs): Tensor => {
    const [a, b] = [numbersOf(leftInput, where), numbersOf(rightInput, where)];
    const left = a.shape.length === 1 ? withShape(a, [1, a.data.length]) : a;
    const right = b.shape.length === 1 ? withShape(b, [b.data.length, 1]) : b;
    const [rows = 0, inner = 0] = left.shape.slice(-2);
    const [height = 0, columns = 0] = right.shape.slice(-2);
    if (left.shape.length < 2 || right.shape.length < 2 || inner !== height) {
      throw new ModelFormatError(`${where}: expected matrices that fit each other, got ${a.shape.join(' × ')} and ${b.shape.join(' × ')}`);
    }
    const [leftBatch, rightBatch] = [left.shape.slice(0, -2), right.shape.slice(0, -2)];
    const batch = broadcastShape(leftBatch, rightBatch, where);
    const result = zeros(a.type, [...batch, rows, columns]);
    const [from, to] = [broadcastIndices(leftBatch, batch), broadcastIndices(rightBatch, batch)];
    for (let at = 0; at < from.length; at++) {
      multiply(
        { tensor: left, first: (from[at] as number) * rows * inner, rows, columns: inner },
        { tensor: right, first: (to[at] as number) * inner * columns, rows: inner, columns },
        { data: result.data, first: at * rows * columns },
      );
    }
    const kept = [...batch, ...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [columns])];
    return withShape(result, kept);
  };
}

function gemm({ attributes, where }: NodeContext) {
  const [alpha, beta] = [attributes.float('alpha', 1), attributes.float('beta', 1)];
  const [turnsA, turnsB] = [attributes.integer('transA', 0) !== 0, attributes.integer('transB', 0) !== 0];
  return ([a, b, c]: Inputs): Tensor => {
    const [left, right] = [numbersOf(a, where), numbersOf(b, where)];
    const [height = 0, width = 0] = left.shape;
    const [depth = 0, across = 0] = right.shape;
    const [rows, inner] = turnsA ? [width, height] : [height, width];
    const [other, columns] = turnsB ? [across, depth] : [depth, across];
    if (left.shape.length !== 2 || right.shape.length !== 2 || inner !== other) {
      throw new ModelFormatError(
        `${where}: expected matrices that fit each other, got ${left.shape.join(' × ')} and ${right.shape.join(' × ')}`,
      );
    }
    const product = zeros(left.type, [rows, columns]);
    multiply(
      { tensor: left, first: 0, rows, columns: inner, isTransposed: turnsA },
      { tensor: right, first: 0, rows: inner, columns, isTransposed: turnsB },
      { data: product.data, first: 0 },
    );
    if (c === undefined) return alpha === 1 ? product : { ...product, data: product.data.map((value) => alpha * value) };
    return combine(product, numbersOf(c, where), { type: left.type, compute: (value, bias) => alpha * value + beta * bias, where });
  };
}

/** Softmax, its logarithm, or 1 at the largest element; before version 13 over all dimensions from the axis on. */
function softmaxOperator(name: string, finish: (exponents: Float64Array) => Float64Array): Operator {
  return {
    name,
    compile: ({ attributes, opset, where }) => {
      const axisNumber = attributes.integer('axis', opset < 13 ? 1 : -1);
      return ([input]) => {
        const tensor = numbersOf(input, where);
        const axis = axisOf(axisNumber, tensor.shape.length, where);
        const lengths = along(tensor.shape, axis);
        const [size, inner] = opset < 13 ? [lengths.size * lengths.inner, 1] : [lengths.size, lengths.inner];
        const result = zeros(tensor.type, tensor.shape);
        const values = new Float64Array(size);
        for (let place = 0; place < lengths.outer * inner; place++) {
          const first = Math.floor(place / inner) * size * inner + (place % inner);
          let largest = Number.NEGATIVE_INFINITY;
          for (let step = 0; step < size; step++) largest = Math.max(largest, tensor.data[first + step * inner] as number);
          for (let step = 0; step < size; step++) values[step] = (tensor.data[first + step * inner] as number) - largest;
          const finished = finish(values);
          for (let step = 0; step < size; step++) result.data[first + step * inner] = finished[step] as number;
        }
        return result;
      };
    },
  };
}

function sumOfExponentials(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.exp(value), 0);
}

function softmax(values: Float64Array): Float64Array {
  const sum = sumOfExponentials(values);
  return values.map((value) => Math.exp(value) / sum);
}

function logSoftmax(values: Float64Array): Float64Array {
  const logarithm = Math.log(sumOfExponentials(values));
  return values.map((value) => value - logarithm);
}

function hardmax(values: Float64Array): Float64Array {
  const best = values.indexOf(0);
  return values.map((_, index) => (index === best ? 1 : 0));
}

function batchNormalization({ attributes, where }: NodeContext) {
  if (attributes.integer('training_mode', 0) !== 0) throw new ModelFormatError(`${where}: expected a model in inference mode`);
  const epsilon = attributes.float('epsilon', 1e-5);
  return ([input, scale, bias, mean, variance]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const [factors, shifts, means, variances] = [scale, bias, mean, variance].map((values) => numbersOf(values, where).data);
    const channels = tensor.shape[1] ?? 1;
    const inner = sizeOf(tensor.shape.slice(2));
    const result = zeros(tensor.type, tensor.shape);
    for (let at = 0; at < result.data.length; at++) {
      const channel = Math.floor(at / inner) % channels;
      const deviation = Math.sqrt((variances?.[channel] ?? Number.NaN) + epsilon);
      const normal = ((tensor.data[at] as number) - (means?.[channel] ?? Number.NaN)) / deviation;
      result.data[at] = normal * (factors?.[channel] ?? Number.NaN) + (shifts?.[channel] ?? Number.NaN);
    }
    return result;
  };
}

export const matrixOperators: readonly Operator[] = [
  { name: 'MatMul', compile: matMul },
  { name: 'Gemm', compile: gemm },
  softmaxOperator('Softmax', softmax),
  softmaxOperator('LogSoftmax', logSoftmax),
  softmaxOperator('Hardmax', hardmax),
  { name: 'BatchNormalization', compile: batchNormalization },
];
