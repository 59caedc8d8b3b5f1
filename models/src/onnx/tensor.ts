import { ModelFormatError } from '../modelFormatError.ts';

/** Element types of ONNX by their number in a file; those that are missing here are refused. */
const elementTypes = {
  1: 'float',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  11: 'double',
  12: 'uint32',
  13: 'uint64',
} as const;

export type ElementType = (typeof elementTypes)[keyof typeof elementTypes];

/** Numbers: floats as such, every other type as doubles, booleans as 0 and 1. */
type Numbers = Float32Array | Float64Array;

export interface NumberTensor {
  readonly type: Exclude<ElementType, 'string'>;
  readonly shape: readonly number[];
  readonly data: Numbers;
}

interface TextTensor {
  readonly type: 'string';
  readonly shape: readonly number[];
  readonly data: readonly string[];
}

export type Tensor = NumberTensor | TextTensor;

/** @throws ModelFormatError for a type that is not supported, such as float16 */
export function elementType(code: number, where: string): ElementType {
  const type = (elementTypes as Readonly<Record<number, ElementType>>)[code];
  if (type !== undefined) return type;
  const known: Readonly<Record<number, string>> = { 10: 'float16', 14: 'complex64', 15: 'complex128', 16: 'bfloat16' };
  throw new ModelFormatError(`${where}: expected tensors of float, double, whole numbers, bool or text, got type ${known[code] ?? code}`);
}

/** Elements of a shape. @throws ModelFormatError beyond what one computation may take */
export function sizeOf(shape: readonly number[]): number {
  const maxElements = 2 ** 25;
  let size = 1;
  for (const dimension of shape) size *= dimension;
  if (!(size <= maxElements)) throw new ModelFormatError(`expected tensors of at most ${maxElements} elements, got ${shape.join(' × ')}`);
  return size;
}

/** A tensor of numbers that are all 0. */
export function zeros(type: NumberTensor['type'], shape: readonly number[]): NumberTensor {
  const size = sizeOf(shape);
  return { type, shape, data: type === 'float' ? new Float32Array(size) : new Float64Array(size) };
}

export function integers(values: readonly number[], shape: readonly number[] = [values.length]): NumberTensor {
  return { type: 'int64', shape, data: Float64Array.from(values) };
}

/** The same elements in another shape. */
export function withShape<T extends Tensor>(tensor: T, shape: readonly number[]): T {
  return { ...tensor, shape };
}

/** A tensor of the same type with elements of another by their index. */
export function pick(tensor: Tensor, indices: ArrayLike<number>, shape: readonly number[]): Tensor {
  if (tensor.type === 'string') {
    return { type: 'string', shape, data: Array.from(indices, (index) => tensor.data[index] as string) };
  }
  const picked = zeros(tensor.type, shape);
  for (let at = 0; at < indices.length; at++) picked.data[at] = tensor.data[indices[at] as number] as number;
  return picked;
}

/** @throws ModelFormatError where a computation has no numbers for texts */
export function numbersOf(tensor: Tensor | undefined, where: string): NumberTensor {
  const given = expectTensor(tensor, where);
  if (given.type === 'string') throw new ModelFormatError(`${where}: expected numbers, got texts`);
  return given;
}

/** @throws ModelFormatError where a node leaves the input out */
export function expectTensor(tensor: Tensor | undefined, where: string): Tensor {
  if (tensor === undefined) throw new ModelFormatError(`${where}: expected an input, got none`);
  return tensor;
}
