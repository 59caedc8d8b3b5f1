import { ModelFormatError } from '../../modelFormatError.ts';
import { type NumberTensor, numbersOf, type Tensor, withShape, zeros } from '../tensor.ts';
import type { NodeContext, Operator } from './operator.ts';

type Inputs = readonly (Tensor | undefined)[];

/** Numbers of a list by column: one for all columns, or one for each. */
function byColumn(
  values: readonly number[],
  { attribute, where }: { attribute: string; where: string },
): (width: number) => ArrayLike<number> {
  return (width) => {
    if (values.length === width) return values;
    if (values.length === 1) return new Array<number>(width).fill(values[0] as number);
    throw new ModelFormatError(`${where}: expected ${width} numbers in ${attribute}, got ${values.length}`);
  };
}

function widthOf(tensor: Tensor): number {
  return tensor.shape.at(-1) ?? 1;
}

function scaler({ attributes, where }: NodeContext) {
  const offsets = byColumn(attributes.has('offset') ? attributes.floats('offset') : [0], { attribute: 'offset', where });
  const scales = byColumn(attributes.has('scale') ? attributes.floats('scale') : [1], { attribute: 'scale', where });
  return ([input]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const width = widthOf(tensor);
    const [offset, scale] = [offsets(width), scales(width)];
    const result = zeros('float', tensor.shape);
    for (let at = 0, column = 0; at < result.data.length; at++) {
      result.data[at] = Math.fround((tensor.data[at] as number) - (offset[column] as number)) * (scale[column] as number);
      if (++column === width) column = 0;
    }
    return result;
  };
}

const norms = new Map<string, (length: number, value: number) => number>([
  ['MAX', Math.max],
  ['L1', (sum, value) => sum + Math.abs(value)],
  ['L2', (sum, value) => sum + value * value],
]);

function normalizer({ attributes, where }: NodeContext) {
  const name = attributes.text('norm', 'MAX');
  const norm = norms.get(name);
  if (norm === undefined) throw new ModelFormatError(`${where}: expected a norm of MAX, L1, L2, got ${name}`);
  return ([input]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const width = widthOf(tensor);
    const result = zeros('float', tensor.shape);
    for (let first = 0; first < result.data.length; first += width) {
      let length = name === 'MAX' ? Number.NEGATIVE_INFINITY : 0;
      for (let at = first; at < first + width; at++) length = norm(length, tensor.data[at] as number);
      if (name === 'L2') length = Math.sqrt(length);
      for (let at = first; at < first + width; at++)
        result.data[at] = length === 0 ? (tensor.data[at] as number) : (tensor.data[at] as number) / length;
    }
    return result;
  };
}

function imputer({ attributes, where }: NodeContext) {
  const isFloat = attributes.has('imputed_value_floats');
  const missing = isFloat ? attributes.float('replaced_value_float', 0) : attributes.integer('replaced_value_int64', 0);
  const list = isFloat ? attributes.floats('imputed_value_floats') : attributes.integers('imputed_value_int64s');
  const values = byColumn(list, { attribute: isFloat ? 'imputed_value_floats' : 'imputed_value_int64s', where });
  return ([input]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const width = widthOf(tensor);
    const imputed = values(width);
    const result = zeros(tensor.type, tensor.shape);
    for (let at = 0; at < result.data.length; at++) {
      const value = tensor.data[at] as number;
      const isMissing = value === missing || (Number.isNaN(value) && Number.isNaN(missing));
      result.data[at] = isMissing ? (imputed[at % width] as number) : value;
    }
    return result;
  };
}

function binarizer({ attributes, where }: NodeContext) {
  const threshold = attributes.float('threshold', 0);
  return ([input]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const result = zeros(tensor.type, tensor.shape);
    for (let at = 0; at < result.data.length; at++) result.data[at] = (tensor.data[at] as number) > threshold ? 1 : 0;
    return result;
  };
}

/** Columns of several tensors beside each other, as floats. */
function vectorizer({ attributes, where, inputCount }: NodeContext) {
  const widths = attributes.integers('inputdimensions');
  return (inputs: Inputs): Tensor => {
    const parts = inputs.slice(0, inputCount).map((input) => matrix(numbersOf(input, where)));
    const sizes = parts.map((part, at) => widths[at] ?? widthOf(part));
    const rows = parts[0]?.shape[0] ?? 0;
    const width = sizes.reduce((sum, size) => sum + size, 0);
    const result = zeros('float', [rows, width]);
    let first = 0;
    for (const [at, part] of parts.entries()) {
      const [own, size] = [widthOf(part), sizes[at] as number];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < Math.min(own, size); column++) {
          result.data[row * width + first + column] = part.data[row * own + column] as number;
        }
      }
      first += size;
    }
    return result;
  };
}

function matrix(tensor: NumberTensor): NumberTensor {
  return tensor.shape.length === 2 ? tensor : withShape(tensor, [tensor.shape[0] ?? 1, tensor.data.length / (tensor.shape[0] ?? 1)]);
}

export const preprocessingOperators: readonly Operator[] = [
  { name: 'Scaler', compile: scaler },
  { name: 'Normalizer', compile: normalizer },
  { name: 'Imputer', compile: imputer },
  { name: 'Binarizer', compile: binarizer },
  { name: 'FeatureVectorizer', compile: vectorizer },
];
