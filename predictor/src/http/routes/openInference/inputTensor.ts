import { type ProblemKind, refusal, textOf } from '../../../problem.ts';
import { type Datatype, datatypes } from './datatypes.ts';

/** One tensor of a request; its data is read later. */
export interface InputTensor {
  /** JSON pointer of the tensor. */
  readonly pointer: string;
  readonly name: string;
  readonly datatypeName: string;
  readonly datatype: Datatype;
  /** One or two dimensions, as the request declares; the data is compared with it later. */
  readonly shape: readonly [number] | readonly [number, number];
  readonly data: readonly unknown[];
}

/** @throws ProblemError (422) when the value is not a tensor of one or two dimensions */
export function readInputTensor(value: unknown, pointer: string): InputTensor {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw tensorRefusal(pointer, 'wrong_shape', { expected: 'an object {name, shape, datatype, data}', received: value });
  }
  const tensor = value as Readonly<Record<string, unknown>>;
  readParameters(tensor['parameters'], `${pointer}/parameters`);
  const { name, datatype: datatypeName, shape, data } = tensor;
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
  if (!Array.isArray(data)) throw tensorRefusal(`${pointer}/data`, 'wrong_type', { expected: 'an array, flat or nested', received: data });
  return { pointer, name, datatype, datatypeName: datatypeName as string, shape, data };
}

function isShape(shape: unknown): shape is InputTensor['shape'] {
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 2) return false;
  return shape.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Parameters that request the binary tensor data extension. */
const binaryParameters = ['binary_data', 'binary_data_size', 'binary_data_output'];

/**
 * The parameters of a request, a tensor or an output: an object that may be left out or null.
 *
 * @throws ProblemError (422) when they request tensors as bytes after the JSON, an extension that the protocol itself does not have
 */
export function readParameters(value: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw tensorRefusal(pointer, 'wrong_type', { expected: 'an object', received: value });
  const parameters = value as Record<string, unknown>;
  const binary = binaryParameters.find(
    (name) => Object.hasOwn(parameters, name) && parameters[name] !== false && parameters[name] !== null,
  );
  if (binary === undefined) return parameters;
  throw refusal([
    { pointer: `${pointer}/${binary}`, kind: 'wrong_shape', expected: 'tensor data as JSON', got: 'the binary tensor data extension' },
  ]);
}

function tensorRefusal(pointer: string, kind: ProblemKind, { expected, received }: { expected: string; received: unknown }) {
  return refusal([{ pointer, kind, expected, got: textOf(received) }]);
}
