import { ModelFormatError } from '../../modelFormatError.ts';
import { type NumberTensor, numbersOf, type Tensor, zeros } from '../tensor.ts';
import { along, axisOf, integersOf } from './axisOf.ts';
import { combine } from './broadcast.ts';
import type { NodeContext, Operator } from './operator.ts';

interface Reduction {
  readonly start: number;
  readonly add: (sum: number, value: number) => number;
  /** Of each element before it is added. */
  readonly before?: (value: number) => number;
  /** Of each result, with the number of its elements. */
  readonly after?: (sum: number, count: number) => number;
}

const plus = (sum: number, value: number) => sum + value;

const reductions: Readonly<Record<string, Reduction>> = {
  ReduceSum: { start: 0, add: plus },
  ReduceMean: { start: 0, add: plus, after: (sum, count) => sum / count },
  ReduceMax: { start: Number.NEGATIVE_INFINITY, add: (most, value) => (value > most || Number.isNaN(value) ? value : most) },
  ReduceMin: { start: Number.POSITIVE_INFINITY, add: (least, value) => (value < least || Number.isNaN(value) ? value : least) },
  ReduceProd: { start: 1, add: (product, value) => product * value },
  ReduceL1: { start: 0, add: plus, before: Math.abs },
  ReduceL2: { start: 0, add: plus, before: (value) => value * value, after: Math.sqrt },
  ReduceSumSquare: { start: 0, add: plus, before: (value) => value * value },
  ReduceLogSum: { start: 0, add: plus, after: Math.log },
  ReduceLogSumExp: { start: 0, add: plus, before: Math.exp, after: Math.log },
};

function reduceOperator(name: string, reduction: Reduction): Operator {
  return {
    name,
    compile: ({ attributes, constants, where }) => {
      const keeps = attributes.integer('keepdims', 1) === 1;
      const keepsAll = attributes.integer('noop_with_empty_axes', 0) === 1;
      const fixed = integersOf(constants[1], attributes.integers('axes'), where);
      return ([input, axesInput]) => {
        const tensor = numbersOf(input, where);
        const rank = tensor.shape.length;
        const list = fixed ?? integersOf(axesInput, [], where);
        const given = list?.map((axis) => axisOf(axis, rank, where));
        if ((given === undefined || given.length === 0) && keepsAll) return tensor;
        const axes = given === undefined || given.length === 0 ? tensor.shape.map((_, axis) => axis) : given;
        return reduce(tensor, { axes, keeps }, reduction);
      };
    },
  };
}

/** Reduces one axis after the other, in doubles. */
function reduce(tensor: NumberTensor, { axes, keeps }: { axes: readonly number[]; keeps: boolean }, reduction: Reduction): NumberTensor {
  const { start, add, before, after } = reduction;
  let values: Float64Array | Float32Array = before === undefined ? tensor.data : mapDoubles(tensor.data, before);
  let shape = tensor.shape;
  let count = 1;
  for (const axis of axes) {
    const { outer, size, inner } = along(shape, axis);
    const sums = new Float64Array(outer * inner).fill(start);
    for (let group = 0, at = 0; inner === 1 && group < outer; group++) {
      let sum = start;
      for (const end = at + size; at < end; at++) sum = add(sum, values[at] as number);
      sums[group] = sum;
    }
    for (let group = 0, at = 0; inner > 1 && group < outer; group++) {
      for (let step = 0; step < size; step++) {
        for (let place = group * inner; place < (group + 1) * inner; place++, at++)
          sums[place] = add(sums[place] as number, values[at] as number);
      }
    }
    count *= size;
    shape = shape.map((length, place) => (place === axis ? 1 : length));
    values = sums;
  }
  const result = zeros(tensor.type, keeps ? shape : shape.filter((_, axis) => !axes.includes(axis)));
  for (let at = 0; at < result.data.length; at++) {
    result.data[at] = after === undefined ? (values[at] as number) : after(values[at] as number, count);
  }
  return result;
}

function mapDoubles(values: ArrayLike<number>, compute: (value: number) => number): Float64Array {
  const result = new Float64Array(values.length);
  for (let at = 0; at < result.length; at++) result[at] = compute(values[at] as number);
  return result;
}

/** Index of the largest element along an axis, or of the smallest with `sign` -1. */
function argOperator(name: string, sign: number): Operator {
  return {
    name,
    compile: ({ attributes, where }) => {
      const [axisNumber, keeps] = [attributes.integer('axis', 0), attributes.integer('keepdims', 1) === 1];
      const takesLast = attributes.integer('select_last_index', 0) === 1;
      return ([input]) => {
        const tensor = numbersOf(input, where);
        const axis = axisOf(axisNumber, tensor.shape.length, where);
        const { outer, size, inner } = along(tensor.shape, axis);
        const shape = tensor.shape.flatMap((length, place) => (place !== axis ? [length] : keeps ? [1] : []));
        const result = zeros('int64', shape);
        for (let place = 0; place < outer * inner; place++) {
          const first = Math.floor(place / inner) * size * inner + (place % inner);
          let best = 0;
          for (let step = 1; step < size; step++) {
            const difference = sign * ((tensor.data[first + step * inner] as number) - (tensor.data[first + best * inner] as number));
            if (difference > 0 || (takesLast && difference === 0)) best = step;
          }
          result.data[place] = best;
        }
        return result;
      };
    },
  };
}

function topK({ attributes, opset, where }: NodeContext) {
  const axisNumber = attributes.integer('axis', -1);
  const sign = attributes.integer('largest', 1) === 1 ? 1 : -1;
  return ([input, countInput]: readonly (Tensor | undefined)[]): readonly Tensor[] => {
    const tensor = numbersOf(input, where);
    const axis = axisOf(axisNumber, tensor.shape.length, where);
    const { outer, size, inner } = along(tensor.shape, axis);
    const count = opset < 10 ? attributes.integer('k', 0) : (numbersOf(countInput, where).data[0] ?? 0);
    if (!(count >= 0 && count <= size)) throw new ModelFormatError(`${where}: expected k from 0 to ${size}, got ${count}`);
    const shape = tensor.shape.map((length, place) => (place === axis ? count : length));
    const [values, indices] = [zeros(tensor.type, shape), zeros('int64', shape)];
    const order = new Uint32Array(size);
    for (let place = 0; place < outer * inner; place++) {
      const first = Math.floor(place / inner) * size * inner + (place % inner);
      const value = (step: number) => tensor.data[first + step * inner] as number;
      if (count * 8 < size) chooseFirst(order, { size, count, before: (a, b) => sign * (value(b) - value(a)) < 0 });
      else {
        for (let step = 0; step < size; step++) order[step] = step;
        order.sort((a, b) => sign * (value(b) - value(a)) || a - b);
      }
      for (let rank = 0; rank < count; rank++) {
        const to = (Math.floor(place / inner) * count + rank) * inner + (place % inner);
        indices.data[to] = order[rank] as number;
        values.data[to] = value(order[rank] as number);
      }
    }
    return [values, indices];
  };
}

/** Writes the first `count` of the indices below `size` in an order; of equal ones, the lower index is first. */
function chooseFirst(
  order: Uint32Array,
  { size, count, before }: { size: number; count: number; before: (a: number, b: number) => boolean },
): void {
  let filled = 0;
  for (let step = 0; step < size; step++) {
    if (filled === count && (count === 0 || !before(step, order[count - 1] as number))) continue;
    let place = filled === count ? count - 1 : filled++;
    while (place > 0 && before(step, order[place - 1] as number)) {
      order[place] = order[place - 1] as number;
      place--;
    }
    order[place] = step;
  }
}

function cumulativeSum({ attributes, where }: NodeContext) {
  const [isExclusive, isReverse] = [attributes.integer('exclusive', 0) === 1, attributes.integer('reverse', 0) === 1];
  return ([input, axisInput]: readonly (Tensor | undefined)[]): Tensor => {
    const tensor = numbersOf(input, where);
    const axis = axisOf(numbersOf(axisInput, where).data[0] ?? 0, tensor.shape.length, where);
    const { outer, size, inner } = along(tensor.shape, axis);
    const result = zeros(tensor.type, tensor.shape);
    for (let place = 0; place < outer * inner; place++) {
      const first = Math.floor(place / inner) * size * inner + (place % inner);
      let sum = 0;
      for (let count = 0; count < size; count++) {
        const at = first + (isReverse ? size - 1 - count : count) * inner;
        const next = sum + (tensor.data[at] as number);
        result.data[at] = isExclusive ? sum : next;
        sum = next;
      }
    }
    return result;
  };
}

/** Each value by the norm of all values along an axis; 0 where that is 0. */
function lpNormalization({ attributes, where }: NodeContext) {
  const norm = reductions[attributes.integer('p', 2) === 1 ? 'ReduceL1' : 'ReduceL2'] as Reduction;
  return ([input]: readonly (Tensor | undefined)[]): Tensor => {
    const tensor = numbersOf(input, where);
    const axis = axisOf(attributes.integer('axis', -1), tensor.shape.length, where);
    const norms = reduce(tensor, { axes: [axis], keeps: true }, norm);
    return combine(tensor, norms, { type: tensor.type, compute: (value, length) => (length === 0 ? 0 : value / length), where });
  };
}

export const reductionOperators: readonly Operator[] = [
  ...Object.entries(reductions).map(([name, reduction]) => reduceOperator(name, reduction)),
  argOperator('ArgMax', 1),
  argOperator('ArgMin', -1),
  { name: 'TopK', compile: topK },
  { name: 'CumSum', compile: cumulativeSum },
  { name: 'LpNormalization', compile: lpNormalization },
];
