import { numbersOf, zeros } from '../tensor.ts';

import type { AttributeReader, Operator } from './operator.ts';

type Compute = (value: number) => number;

/** An operator on each element for itself. */
function unary(name: string, prepare: (attributes: AttributeReader, opset: number) => Compute, type?: 'bool'): Operator {
  return {
    name,
    compile: ({ attributes, opset, where }) => {
      const compute = prepare(attributes, opset);
      return ([input]) => {
        const tensor = numbersOf(input, where);
        const result = zeros(type ?? tensor.type, tensor.shape);
        for (let at = 0; at < result.data.length; at++) result.data[at] = compute(tensor.data[at] as number);
        return result;
      };
    },
  };
}

function plain(name: string, compute: Compute): Operator {
  return unary(name, () => compute);
}

const logistic: Compute = (value) => (value < 0 ? 1 - 1 / (1 + Math.exp(value)) : 1 / (1 + Math.exp(-value)));

const softplus: Compute = (value) => (value > 0 ? value + Math.log1p(Math.exp(-value)) : Math.log1p(Math.exp(value)));

/** Half-way values go to the even neighbour. */
function round(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

export const unaryOperators: readonly Operator[] = [
  plain('Abs', Math.abs),
  plain('Neg', (value) => -value),
  plain('Sqrt', Math.sqrt),
  plain('Exp', Math.exp),
  plain('Log', Math.log),
  plain('Sign', Math.sign),
  plain('Floor', Math.floor),
  plain('Ceil', Math.ceil),
  plain('Round', round),
  plain('Reciprocal', (value) => 1 / value),
  plain('Sin', Math.sin),
  plain('Cos', Math.cos),
  plain('Tan', Math.tan),
  plain('Asin', Math.asin),
  plain('Acos', Math.acos),
  plain('Atan', Math.atan),
  plain('Sinh', Math.sinh),
  plain('Cosh', Math.cosh),
  plain('Tanh', Math.tanh),
  plain('Asinh', Math.asinh),
  plain('Acosh', Math.acosh),
  plain('Atanh', Math.atanh),
  plain('Erf', errorFunction),
  plain('Relu', (value) => (value < 0 ? 0 : value)),
  plain('Sigmoid', logistic),
  plain('Softplus', softplus),
  plain('Softsign', (value) => value / (1 + Math.abs(value))),
  plain('Mish', (value) => value * Math.tanh(softplus(value))),
  plain('HardSwish', (value) => value * Math.max(0, Math.min(1, value / 6 + 0.5))),
  unary('Elu', elu),
  unary('Celu', celu),
  unary('LeakyRelu', (attributes) => {
    const alpha = attributes.float('alpha', 0.01);
    return (value) => (value < 0 ? alpha * value : value);
  }),
  unary('Selu', (attributes) => {
    const [alpha, gamma] = [attributes.float('alpha', 1.6732632423543772), attributes.float('gamma', 1.0507009873554805)];
    return (value) => (value > 0 ? gamma * value : gamma * alpha * Math.expm1(value));
  }),
  unary('HardSigmoid', (attributes) => {
    const [alpha, beta] = [attributes.float('alpha', 0.2), attributes.float('beta', 0.5)];
    return (value) => Math.max(0, Math.min(1, alpha * value + beta));
  }),
  unary('ThresholdedRelu', (attributes) => {
    const alpha = attributes.float('alpha', 1);
    return (value) => (value > alpha ? value : 0);
  }),
  unary('Gelu', (attributes) => {
    if (attributes.text('approximate', 'none') === 'tanh') {
      return (value) => 0.5 * value * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3)));
    }
    return (value) => 0.5 * value * (1 + errorFunction(value / Math.SQRT2));
  }),
  unary('Not', () => (value) => (value === 0 ? 1 : 0), 'bool'),
  unary('IsNaN', () => (value) => (Number.isNaN(value) ? 1 : 0), 'bool'),
  unary('IsInf', isInfinite, 'bool'),
];

function elu(attributes: AttributeReader): Compute {
  const alpha = attributes.float('alpha', 1);
  return (value) => (value < 0 ? alpha * Math.expm1(value) : value);
}

function celu(attributes: AttributeReader): Compute {
  const alpha = attributes.float('alpha', 1);
  return (value) => Math.max(0, value) + Math.min(0, alpha * Math.expm1(value / alpha));
}

function isInfinite(attributes: AttributeReader): Compute {
  const [negative, positive] = [attributes.integer('detect_negative', 1), attributes.integer('detect_positive', 1)];
  return (value) => ((value === Number.POSITIVE_INFINITY && positive) || (value === Number.NEGATIVE_INFINITY && negative) ? 1 : 0);
}

/** By the series 2 / √π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms are all positive (Abramowitz & Stegun 7.1.6). */
function errorFunction(value: number): number {
  if (!(Math.abs(value) < 6)) return Math.sign(value);
  let sum = value;
  for (let term = value, n = 1; Math.abs(term) > Math.abs(sum) * 1e-17 && n < 200; n++) {
    term *= (2 * value * value) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-value * value) * sum;
}
