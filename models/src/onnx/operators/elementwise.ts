import { ModelFormatError } from '../../modelFormatError.ts';
import { elementType, type NumberTensor, numbersOf, pick, type Tensor, zeros } from '../tensor.ts';
import { broadcastIndices, broadcastShape, combine } from './broadcast.ts';
import { castTensor } from './castTensor.ts';
import type { NodeContext, Operator } from './operator.ts';

type Compute = (left: number, right: number) => number;

/** An operator on two tensors of numbers; `whole` replaces `compute` where they hold whole numbers. */
function binary(name: string, compute: Compute, { type, whole = compute }: { type?: 'bool'; whole?: Compute } = {}): Operator {
  return {
    name,
    compile: ({ where }) => {
      const floats = { compute, where };
      const integers = { compute: whole, where };
      return ([left, right]) => {
        const [a, b] = [numbersOf(left, where), numbersOf(right, where)];
        const isFloat = a.type === 'float' || a.type === 'double';
        return combine(a, b, { ...(isFloat ? floats : integers), type: type ?? a.type });
      };
    },
  };
}

/** An operator on any number of tensors. */
function variadic(name: string, compute: Compute, finish?: (value: number, count: number) => number): Operator {
  return {
    name,
    compile: ({ where, inputCount }) => {
      return (inputs) => {
        let result = numbersOf(inputs[0], where);
        for (let at = 1; at < inputCount; at++)
          result = combine(result, numbersOf(inputs[at], where), { type: result.type, compute, where });
        return finish === undefined ? result : mapNumbers(result, (value) => finish(value, inputCount));
      };
    },
  };
}

function mapNumbers(tensor: NumberTensor, compute: (value: number) => number, type = tensor.type): NumberTensor {
  const result = zeros(type, tensor.shape);
  for (let at = 0; at < result.data.length; at++) result.data[at] = compute(tensor.data[at] as number);
  return result;
}

/** The smaller or larger value; NaN where one of both is. */
const smaller: Compute = (left, right) => Math.min(left, right);
const larger: Compute = (left, right) => Math.max(left, right);

function equal({ where }: NodeContext) {
  return ([left, right]: readonly (Tensor | undefined)[]): Tensor => {
    if (left?.type !== 'string' || right?.type !== 'string') {
      return combine(numbersOf(left, where), numbersOf(right, where), { type: 'bool', compute: (a, b) => (a === b ? 1 : 0), where });
    }
    const shape = broadcastShape(left.shape, right.shape, where);
    const result = zeros('bool', shape);
    const [from, to] = [broadcastIndices(left.shape, shape), broadcastIndices(right.shape, shape)];
    for (let at = 0; at < result.data.length; at++) {
      result.data[at] = left.data[from[at] as number] === right.data[to[at] as number] ? 1 : 0;
    }
    return result;
  };
}

function where({ where }: NodeContext) {
  return ([condition, yes, no]: readonly (Tensor | undefined)[]): Tensor => {
    const chosen = numbersOf(condition, where);
    if (yes === undefined || no === undefined) throw new ModelFormatError(`${where}: expected three inputs`);
    const shape = broadcastShape(broadcastShape(chosen.shape, yes.shape, where), no.shape, where);
    const [of, first, second] = [chosen, yes, no].map((tensor) => broadcastIndices(tensor.shape, shape)) as [
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    if (yes.type === 'string' || no.type === 'string') {
      if (yes.type !== 'string' || no.type !== 'string') throw new ModelFormatError(`${where}: expected two tensors of one type`);
      const data = Array.from(
        of,
        (index, at) => (chosen.data[index] ? yes.data[first[at] as number] : no.data[second[at] as number]) as string,
      );
      return { type: 'string', shape, data };
    }
    const result = zeros(yes.type, shape);
    for (let at = 0; at < result.data.length; at++) {
      result.data[at] = (chosen.data[of[at] as number] ? yes.data[first[at] as number] : no.data[second[at] as number]) as number;
    }
    return result;
  };
}

function clip({ attributes, opset, where }: NodeContext) {
  const [min, max] = [attributes.float('min', Number.NEGATIVE_INFINITY), attributes.float('max', Number.POSITIVE_INFINITY)];
  return (inputs: readonly (Tensor | undefined)[]): Tensor => {
    const limit = (at: number, fallback: number) =>
      inputs[at] === undefined || opset < 11 ? fallback : (numbersOf(inputs[at], where).data[0] ?? fallback);
    const [from, to] = [limit(1, min), limit(2, max)];
    return mapNumbers(numbersOf(inputs[0], where), (value) => (value > to || from > to ? to : value < from ? from : value));
  };
}

const logical = { type: 'bool' } as const;

export const elementwiseOperators: readonly Operator[] = [
  binary('Add', (a, b) => a + b),
  binary('Sub', (a, b) => a - b),
  binary('Mul', (a, b) => a * b),
  binary('Div', (a, b) => a / b, { whole: (a, b) => (b === 0 ? 0 : Math.trunc(a / b)) }),
  binary('Pow', (a, b) => a ** b),
  binary('PRelu', (a, b) => (a < 0 ? a * b : a)),
  binary('Less', (a, b) => (a < b ? 1 : 0), logical),
  binary('LessOrEqual', (a, b) => (a <= b ? 1 : 0), logical),
  binary('Greater', (a, b) => (a > b ? 1 : 0), logical),
  binary('GreaterOrEqual', (a, b) => (a >= b ? 1 : 0), logical),
  binary('And', (a, b) => (a && b ? 1 : 0), logical),
  binary('Or', (a, b) => (a || b ? 1 : 0), logical),
  binary('Xor', (a, b) => (Boolean(a) === Boolean(b) ? 0 : 1), logical),
  { name: 'Equal', compile: equal },
  { name: 'Where', compile: where },
  { name: 'Clip', compile: clip },
  {
    name: 'Mod',
    compile: ({ where, attributes }) => {
      const isC = attributes.integer('fmod', 0) === 1;
      const compute: Compute = (a, b) => (isC ? a % b : a - b * Math.floor(a / b));
      return ([left, right]) => {
        const a = numbersOf(left, where);
        return combine(a, numbersOf(right, where), { type: a.type, compute, where });
      };
    },
  },
  variadic('Sum', (a, b) => a + b),
  variadic('Min', smaller),
  variadic('Max', larger),
  variadic(
    'Mean',
    (a, b) => a + b,
    (sum, count) => sum / count,
  ),
  {
    name: 'Cast',
    compile: ({ attributes, where }) => {
      const type = elementType(attributes.integer('to', 0), where);
      return ([input]) => castTensor(input, type, where);
    },
  },
  {
    name: 'CastLike',
    compile:
      ({ where }) =>
      ([input, like]) =>
        castTensor(input, like?.type ?? 'float', where),
  },
  {
    name: 'Expand',
    compile:
      ({ where }) =>
      ([input, size]) => {
        if (input === undefined) throw new ModelFormatError(`${where}: expected an input`);
        const shape = broadcastShape(input.shape, Array.from(numbersOf(size, where).data), where);
        return pick(input, broadcastIndices(input.shape, shape), shape);
      },
  },
];
