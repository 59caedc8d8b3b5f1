import { type ProblemKind, refusal, textOf } from '../../../problem.ts';
import { decodeTensor, type TensorElements } from './binaryTensor.ts';
import { type Datatype, datatypes } from './datatypes.ts';
import { type BinaryData, headerLength, tensorProblem } from './inferBody.ts';

/** One tensor of a request; its data is read later. */
export interface InputTensor {
  /** JSON pointer of the tensor. */
  readonly pointer: string;
  readonly name: string;
  readonly datatypeName: string;
  readonly datatype: Datatype;
  /** One or two dimensions, as the request declares; the data is compared with it later. */
  readonly shape: readonly [number] | readonly [number, number];
  readonly data: TensorElements;
}

/**
 * @param binary bytes of tensors behind the JSON
 * @throws ProblemError 422 when the value is not a tensor of one or two dimensions, 400 when its bytes do not fit
 */
export function readInputTensor(value: unknown, pointer: string, binary: BinaryData | undefined): InputTensor {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw tensorRefusal(pointer, 'wrong_shape', { expected: 'an object {name, shape, datatype, data}', received: value });
  }
  const tensor = value as Readonly<Record<string, unknown>>;
  const { binary_data_size: binarySize } = readParameters(tensor['parameters'], `${pointer}/parameters`);
  const { name, datatype: datatypeName, shape } = tensor;
  if (typeof name !== 'string')
    throw tensorRefusal(`${pointer}/name`, 'wrong_type', { expected: 'the name of the tensor', received: name });
  const datatype = typeof datatypeName === 'string' ? datatypes.get(datatypeName) : undefined;
  if (datatype === undefined) {
    throw tensorRefusal(`${pointer}/datatype`, 'wrong_type', {
      expected: `one of ${[...datatypes.keys()].join(', ')}`,
      received: datatypeName,
    });
  }
  if (!isShape(shape))
    throw tensorRefusal(`${pointer}/shape`, 'wrong_shape', { expected: 'one or two whole numbers ≥ 0', received: shape });
  const place = { pointer, datatype: datatypeName as string, shape, size: binarySize };
  const inBody = binarySize === undefined || binarySize === null;
  const data = inBody ? tensor['data'] : binaryElements(place, binary);
  if (inBody && !Array.isArray(data))
    throw tensorRefusal(`${pointer}/data`, 'wrong_type', { expected: 'an array, flat or nested', received: data });
  return { pointer, name, datatype, datatypeName: datatypeName as string, shape, data: data as TensorElements };
}

function isShape(shape: unknown): shape is InputTensor['shape'] {
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 2) return false;
  return shape.every((size) => Number.isSafeInteger(size) && size >= 0);
}

interface BinaryPlace {
  readonly pointer: string;
  readonly datatype: string;
  readonly shape: InputTensor['shape'];
  /** `binary_data_size` as received. */
  readonly size: unknown;
}

function binaryElements({ pointer, datatype, shape, size }: BinaryPlace, binary: BinaryData | undefined): TensorElements {
  if (binary === undefined) throw tensorProblem(`${pointer}: expected the header ${headerLength} with binary_data_size, got none`);
  if (!Number.isSafeInteger(size) || Number(size) < 0)
    throw tensorProblem(`${pointer}: expected a whole number of bytes as binary_data_size, got ${textOf(size)}`);
  const count = shape.reduce<number>((product, length) => product * length, 1);
  const elements = decodeTensor(datatype, binary.take(Number(size), pointer), count);
  if (typeof elements === 'string') throw tensorProblem(`${pointer}: ${elements}`);
  return elements;
}

/**
 * The parameters of a request, a tensor or an output: an object that may be left out or null.
 *
 * @throws ProblemError (422) for anything else
 */
export function readParameters(value: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw tensorRefusal(pointer, 'wrong_type', { expected: 'an object', received: value });
  return value as Record<string, unknown>;
}

function tensorRefusal(pointer: string, kind: ProblemKind, { expected, received }: { expected: string; received: unknown }) {
  return refusal([{ pointer, kind, expected, got: textOf(received) }]);
}
