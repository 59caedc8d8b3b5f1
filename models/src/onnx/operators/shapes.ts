import { ModelFormatError } from '../../modelFormatError.ts';
import { expectTensor, integers, numbersOf, pick, sizeOf, type Tensor, withShape, zeros } from '../tensor.ts';
import { along, axisOf, integersOf } from './axisOf.ts';
import type { NodeContext, Operator } from './operator.ts';

type Inputs = readonly (Tensor | undefined)[];

function reshape({ attributes, where }: NodeContext) {
  const allowsZero = attributes.integer('allowzero', 0) === 1;
  return ([input, shapeInput]: Inputs): Tensor => {
    const tensor = expectTensor(input, where);
    const sizes = integersOf(shapeInput, attributes.integers('shape'), where) ?? [];
    const shape = sizes.map((size, axis) => (size === 0 && !allowsZero ? (tensor.shape[axis] ?? 0) : size));
    const open = shape.indexOf(-1);
    const others = sizeOf(shape.filter((_, axis) => axis !== open));
    if (open >= 0) shape[open] = others === 0 ? 0 : tensor.data.length / others;
    if (shape.some((size) => !(Number.isInteger(size) && size >= 0)) || sizeOf(shape) !== tensor.data.length) {
      throw new ModelFormatError(`${where}: expected a shape of ${tensor.data.length} elements, got ${sizes.join(' × ')}`);
    }
    return withShape(tensor, shape);
  };
}

function squeeze({ attributes, where }: NodeContext) {
  return ([input, axesInput]: Inputs): Tensor => {
    const tensor = expectTensor(input, where);
    const rank = tensor.shape.length;
    const axes = integersOf(axesInput, attributes.integers('axes'), where)?.map((axis) => axisOf(axis, rank, where));
    const isDropped = (size: number, axis: number) => (axes === undefined ? size === 1 : axes.includes(axis));
    if (tensor.shape.some((size, axis) => size !== 1 && isDropped(size, axis))) {
      throw new ModelFormatError(`${where}: expected dimensions of 1 to drop, got the shape ${tensor.shape.join(' × ')}`);
    }
    return withShape(
      tensor,
      tensor.shape.filter((size, axis) => !isDropped(size, axis)),
    );
  };
}

function unsqueeze({ attributes, where }: NodeContext) {
  return ([input, axesInput]: Inputs): Tensor => {
    const tensor = expectTensor(input, where);
    const axes = integersOf(axesInput, attributes.integers('axes'), where) ?? [];
    const rank = tensor.shape.length + axes.length;
    const added = new Set(axes.map((axis) => axisOf(axis, rank, where)));
    const sizes = [...tensor.shape];
    return withShape(
      tensor,
      Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (sizes.shift() ?? 1))),
    );
  };
}

function transpose({ attributes, where }: NodeContext) {
  return ([input]: Inputs): Tensor => {
    const tensor = expectTensor(input, where);
    const rank = tensor.shape.length;
    const order = attributes.has('perm') ? attributes.integers('perm') : tensor.shape.map((_, axis) => rank - 1 - axis);
    if (order.length !== rank || new Set(order.map((axis) => axisOf(axis, rank, where))).size !== rank) {
      throw new ModelFormatError(`${where}: expected an order of ${rank} axes, got ${order.join(', ')}`);
    }
    const shape = order.map((axis) => tensor.shape[axis] as number);
    const indices = new Int32Array(tensor.data.length);
    let block = 1;
    for (let place = rank - 1; place >= 0; place--) {
      const size = shape[place] as number;
      const stride = along(tensor.shape, order[place] as number).inner;
      for (let at = 0; at < indices.length; at++) indices[at] = (indices[at] as number) + (Math.floor(at / block) % size) * stride;
      block *= size;
    }
    return pick(tensor, indices, shape);
  };
}

function tile({ where }: NodeContext) {
  return ([input, repeats]: Inputs): Tensor => {
    let tensor = expectTensor(input, where);
    const counts = numbersOf(repeats, where).data;
    if (counts.length !== tensor.shape.length)
      throw new ModelFormatError(`${where}: expected one number per dimension, got ${counts.length}`);
    for (const [axis, count] of counts.entries()) {
      if (count === 1) continue;
      const { outer, size, inner } = along(tensor.shape, axis);
      const shape = tensor.shape.map((length, place) => (place === axis ? length * count : length));
      const block = size * inner;
      const indices = Int32Array.from({ length: sizeOf(shape) }, (_, at) => Math.floor(at / (block * count)) * block + (at % block));
      tensor = outer === 0 ? tensor : pick(tensor, indices, shape);
    }
    return tensor;
  };
}

function constant({ attributes, where }: NodeContext) {
  const value = constantValue(attributes);
  if (value === undefined) throw new ModelFormatError(`${where}: expected a tensor, a number or a text, got none`);
  return () => value;
}

function constantValue(attributes: NodeContext['attributes']): Tensor | undefined {
  const float = (list: readonly number[], shape: readonly number[]): Tensor => ({ type: 'float', shape, data: Float32Array.from(list) });
  if (attributes.has('value')) return attributes.tensor('value');
  if (attributes.has('value_float')) return float([attributes.float('value_float', 0)], []);
  if (attributes.has('value_int')) return integers([attributes.integer('value_int', 0)], []);
  if (attributes.has('value_string')) return { type: 'string', shape: [], data: [attributes.text('value_string', '')] };
  if (attributes.has('value_floats')) return float(attributes.floats('value_floats'), [attributes.floats('value_floats').length]);
  if (attributes.has('value_ints')) return integers(attributes.integers('value_ints'));
  const texts = attributes.texts('value_strings');
  return attributes.has('value_strings') ? { type: 'string', shape: [texts.length], data: texts } : undefined;
}

function constantOfShape({ attributes, where }: NodeContext) {
  const value = attributes.tensor('value');
  if (value?.type === 'string') throw new ModelFormatError(`${where}: expected a number as value, got a text`);
  return ([shapeInput]: Inputs): Tensor => {
    const result = zeros(value?.type ?? 'float', Array.from(numbersOf(shapeInput, where).data));
    result.data.fill(value?.data[0] ?? 0);
    return result;
  };
}

function shape({ attributes, where }: NodeContext) {
  const end = attributes.has('end') ? attributes.integer('end', 0) : undefined;
  const start = attributes.integer('start', 0);
  return ([input]: Inputs): Tensor => integers(expectTensor(input, where).shape.slice(start, end));
}

function flatten({ attributes, where }: NodeContext) {
  const axis = attributes.integer('axis', 1);
  return ([input]: Inputs): Tensor => {
    const tensor = expectTensor(input, where);
    const first = sizeOf(tensor.shape.slice(0, axis < 0 ? axis + tensor.shape.length : axis));
    return withShape(tensor, [first, first === 0 ? 0 : tensor.data.length / first]);
  };
}

function range({ where }: NodeContext) {
  return (inputs: Inputs): Tensor => {
    const [start = 0, limit = 0, step = 1] = inputs.map((input) => numbersOf(input, where).data[0] ?? 0);
    const count = Math.max(0, Math.ceil((limit - start) / step));
    const result = zeros(numbersOf(inputs[0], where).type, [count]);
    for (let at = 0; at < count; at++) result.data[at] = start + at * step;
    return result;
  };
}

const same =
  ({ where }: NodeContext) =>
  ([input]: Inputs) =>
    expectTensor(input, where);

export const shapeOperators: readonly Operator[] = [
  { name: 'Identity', compile: same },
  {
    name: 'Dropout',
    compile: ({ where }) => {
      return ([input]) => {
        const tensor = expectTensor(input, where);
        const mask = zeros('bool', tensor.shape);
        mask.data.fill(1);
        return [tensor, mask];
      };
    },
  },
  { name: 'Reshape', compile: reshape },
  { name: 'Squeeze', compile: squeeze },
  { name: 'Unsqueeze', compile: unsqueeze },
  { name: 'Flatten', compile: flatten },
  { name: 'Transpose', compile: transpose },
  { name: 'Tile', compile: tile },
  { name: 'Shape', compile: shape },
  {
    name: 'Size',
    compile:
      ({ where }) =>
      ([input]) =>
        integers([expectTensor(input, where).data.length], []),
  },
  { name: 'Constant', compile: constant },
  { name: 'ConstantOfShape', compile: constantOfShape },
  { name: 'Range', compile: range },
];
