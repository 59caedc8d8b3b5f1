import { ModelFormatError } from '../../modelFormatError.ts';
import { expectTensor, type NumberTensor, numbersOf, pick, sizeOf, type Tensor, withShape, zeros } from '../tensor.ts';
import { along, axisOf, integersOf } from './axisOf.ts';
import type { NodeContext, Operator } from './operator.ts';

type Inputs = readonly (Tensor | undefined)[];

/** An index counted from the start. @throws ModelFormatError beyond the size */
function place(index: number, size: number, where: string): number {
  const counted = index < 0 ? index + size : index;
  if (counted >= 0 && counted < size) return counted;
  throw new ModelFormatError(`${where}: expected an index below ${size}, got ${index}`);
}

function gather({ attributes, where }: NodeContext) {
  return ([input, indicesInput]: Inputs): Tensor => {
    const [tensor, indices] = [expectTensor(input, where), numbersOf(indicesInput, where)];
    const axis = axisOf(attributes.integer('axis', 0), tensor.shape.length, where);
    const shape = [...tensor.shape.slice(0, axis), ...indices.shape, ...tensor.shape.slice(axis + 1)];
    return take(tensor, { axis, indices: indices.data, shape }, where);
  };
}

/** Slices of a tensor along an axis, one per index. */
function take(
  tensor: Tensor,
  { axis, indices, shape }: { axis: number; indices: ArrayLike<number>; shape: readonly number[] },
  where: string,
): Tensor {
  const { outer, size, inner } = along(tensor.shape, axis);
  const from = new Int32Array(sizeOf(shape));
  for (let group = 0, at = 0; group < outer; group++) {
    for (let step = 0; step < indices.length; step++) {
      const first = (group * size + place(indices[step] as number, size, where)) * inner;
      for (let element = 0; element < inner; element++) from[at++] = first + element;
    }
  }
  return pick(tensor, from, shape);
}

function gatherElements({ attributes, where }: NodeContext) {
  return ([input, indicesInput]: Inputs): Tensor => {
    const [tensor, indices] = [expectTensor(input, where), numbersOf(indicesInput, where)];
    const axis = axisOf(attributes.integer('axis', 0), tensor.shape.length, where);
    return pick(tensor, elementPlaces(tensor, { indices, axis }, where), indices.shape);
  };
}

/** Where each element of `indices` points to: its own place, with the index along the axis. */
function elementPlaces(tensor: Tensor, { indices, axis }: { indices: NumberTensor; axis: number }, where: string): Int32Array {
  const { size } = along(tensor.shape, axis);
  return Int32Array.from(indices.data, (index, at) => {
    let [rest, from] = [at, 0];
    for (let dimension = indices.shape.length - 1; dimension >= 0; dimension--) {
      const length = indices.shape[dimension] as number;
      const step = dimension === axis ? place(index, size, where) : rest % length;
      from += step * along(tensor.shape, dimension).inner;
      rest = Math.floor(rest / length);
    }
    return place(from, tensor.data.length, where);
  });
}

function scatterElements({ attributes, where }: NodeContext) {
  if (attributes.text('reduction', 'none') !== 'none') throw new ModelFormatError(`${where}: expected the reduction none`);
  return ([input, indicesInput, updates]: Inputs): Tensor => {
    const [tensor, indices, values] = [numbersOf(input, where), numbersOf(indicesInput, where), numbersOf(updates, where)];
    const axis = axisOf(attributes.integer('axis', 0), tensor.shape.length, where);
    const result = { ...tensor, data: tensor.data.slice() };
    for (const [at, to] of elementPlaces(tensor, { indices, axis }, where).entries()) result.data[to] = values.data[at] as number;
    return result;
  };
}

function gatherNd({ attributes, where }: NodeContext) {
  if (attributes.integer('batch_dims', 0) !== 0) throw new ModelFormatError(`${where}: expected batch_dims 0`);
  return ([input, indicesInput]: Inputs): Tensor => {
    const [tensor, indices] = [expectTensor(input, where), numbersOf(indicesInput, where)];
    const width = indices.shape.at(-1) ?? 0;
    const inner = sizeOf(tensor.shape.slice(width));
    const count = width === 0 ? 0 : indices.data.length / width;
    const from = new Int32Array(count * inner);
    for (let at = 0; at < count; at++) {
      let first = 0;
      for (let axis = 0; axis < width; axis++) {
        first += place(indices.data[at * width + axis] as number, tensor.shape[axis] ?? 0, where) * along(tensor.shape, axis).inner;
      }
      for (let element = 0; element < inner; element++) from[at * inner + element] = first + element;
    }
    return pick(tensor, from, [...indices.shape.slice(0, -1), ...tensor.shape.slice(width)]);
  };
}

/** Columns of the last axis. */
function extractFeatures({ where }: NodeContext) {
  return ([input, indicesInput]: Inputs): Tensor => {
    const [tensor, indices] = [expectTensor(input, where), numbersOf(indicesInput, where).data];
    const rows = tensor.shape.length < 2 ? [1] : tensor.shape.slice(0, -1);
    const matrix = tensor.shape.length < 2 ? withShape(tensor, [1, tensor.data.length]) : tensor;
    return take(matrix, { axis: matrix.shape.length - 1, indices, shape: [...rows, indices.length] }, where);
  };
}

function slice({ attributes, opset, where }: NodeContext) {
  return ([input, startsInput, endsInput, axesInput, stepsInput]: Inputs): Tensor => {
    let tensor = expectTensor(input, where);
    const isOld = opset < 10;
    const list = (value: Tensor | undefined, name: string) => integersOf(isOld ? undefined : value, attributes.integers(name), where);
    const [starts = [], ends = [], steps] = [list(startsInput, 'starts'), list(endsInput, 'ends'), list(stepsInput, 'steps')];
    const axes = list(axesInput, 'axes') ?? starts.map((_, axis) => axis);
    for (const [at, axisNumber] of axes.entries()) {
      const axis = axisOf(axisNumber, tensor.shape.length, where);
      const size = tensor.shape[axis] ?? 1;
      const indices = sliceIndices({ start: starts[at] ?? 0, end: ends[at] ?? size, step: steps?.[at] ?? 1 }, size);
      const shape = tensor.shape.map((length, dimension) => (dimension === axis ? indices.length : length));
      tensor = take(tensor, { axis, indices, shape }, where);
    }
    return tensor;
  };
}

function sliceIndices({ start, end, step }: { start: number; end: number; step: number }, size: number): number[] {
  const fromStart = (index: number) => (index < 0 ? index + size : index);
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const first = Math.min(Math.max(fromStart(start), Math.max(low, 0)), high);
  const last = Math.min(Math.max(fromStart(end), low), high);
  const count = step === 0 ? 0 : Math.max(0, Math.ceil((last - first) / step));
  return Array.from({ length: count }, (_, at) => first + at * step);
}

function split({ attributes, where, outputCount }: NodeContext) {
  return ([input, sizesInput]: Inputs): readonly Tensor[] => {
    const tensor = expectTensor(input, where);
    const axis = axisOf(attributes.integer('axis', 0), tensor.shape.length, where);
    const size = tensor.shape[axis] ?? 1;
    const even = Math.ceil(size / outputCount);
    const evenSizes = Array.from({ length: outputCount }, (_, at) => Math.max(0, Math.min(even, size - at * even)));
    let first = 0;
    return (integersOf(sizesInput, attributes.integers('split'), where) ?? evenSizes).map((length) => {
      const indices = Array.from({ length: Math.max(0, length) }, (_, at) => first + at);
      first += length;
      const shape = tensor.shape.map((all, dimension) => (dimension === axis ? length : all));
      return take(tensor, { axis, indices, shape }, where);
    });
  };
}

function concat({ attributes, where, inputCount }: NodeContext) {
  const axisNumber = attributes.integer('axis', 1);
  return (inputs: Inputs): Tensor => {
    const tensors = inputs.slice(0, inputCount).map((input) => expectTensor(input, where));
    const [first] = tensors as [Tensor, ...Tensor[]];
    const axis = axisOf(axisNumber, first.shape.length, where);
    for (const { type, shape } of tensors) {
      if (shape.length === first.shape.length && type === first.type && shape.every((size, at) => at === axis || size === first.shape[at]))
        continue;
      throw new ModelFormatError(
        `${where}: expected tensors that fit each other, got ${first.type} ${first.shape.join(' × ')} and ${type} ${shape.join(' × ')}`,
      );
    }
    const shape = first.shape.map((size, at) =>
      at === axis ? tensors.reduce((sum, tensor) => sum + (tensor.shape[axis] as number), 0) : size,
    );
    return first.type === 'string' ? concatTexts(tensors, axis, shape) : concatNumbers(tensors as readonly NumberTensor[], axis, shape);
  };
}

function concatNumbers(tensors: readonly NumberTensor[], axis: number, shape: readonly number[]): Tensor {
  const result = zeros((tensors[0] as NumberTensor).type, shape);
  const outer = along(shape, axis).outer;
  for (let group = 0, to = 0; group < outer; group++) {
    for (const { data } of tensors) {
      const block = data.length / outer;
      const from = group * block;
      for (let at = 0; at < block; at++) result.data[to++] = data[from + at] as number;
    }
  }
  return result;
}

function concatTexts(tensors: readonly Tensor[], axis: number, shape: readonly number[]): Tensor {
  const outer = along(shape, axis).outer;
  const data: string[] = [];
  for (let group = 0; group < outer; group++) {
    for (const tensor of tensors) {
      const block = tensor.data.length / outer;
      for (let at = group * block; at < (group + 1) * block; at++) data.push(tensor.data[at] as string);
    }
  }
  return { type: 'string', shape, data };
}

function oneHot({ attributes, where }: NodeContext) {
  return ([input, depthInput, valuesInput]: Inputs): Tensor => {
    const [indices, values] = [numbersOf(input, where), numbersOf(valuesInput, where)];
    const depth = numbersOf(depthInput, where).data[0] ?? 0;
    const axis = axisOf(attributes.integer('axis', -1), indices.shape.length + 1, where);
    const shape = [...indices.shape.slice(0, axis), depth, ...indices.shape.slice(axis)];
    const result = zeros(values.type, shape);
    result.data.fill(values.data[0] ?? 0);
    const { outer, inner } = along(shape, axis);
    for (let at = 0; at < outer * inner; at++) {
      const index = indices.data[at] as number;
      const counted = index < 0 ? index + depth : index;
      if (counted < 0 || counted >= depth) continue;
      result.data[(Math.floor(at / inner) * depth + counted) * inner + (at % inner)] = values.data[1] ?? 1;
    }
    return result;
  };
}

export const indexingOperators: readonly Operator[] = [
  { name: 'Gather', compile: gather },
  { name: 'GatherElements', compile: gatherElements },
  { name: 'GatherND', compile: gatherNd },
  { name: 'ScatterElements', compile: scatterElements },
  { name: 'Slice', compile: slice },
  { name: 'Split', compile: split },
  { name: 'Concat', compile: concat },
  { name: 'OneHot', compile: oneHot },
];

export const featureExtractor: Operator = { name: 'ArrayFeatureExtractor', compile: extractFeatures };
