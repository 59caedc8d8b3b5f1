import { got } from '../../../contract/refusedCell.ts';
import { refusal } from '../../../contract/rowReader.ts';
import type { ProblemKind } from '../../../problem.ts';
import { refuseBinaryParameters } from './binaryExtension.ts';
import { type Datatype, datatypes } from './datatypes.ts';
import { optionalObject } from './optionalObject.ts';

/** One tensor of a request; its data is not read yet. */
export interface InputTensor {
  /** JSON pointer of the tensor. */
  readonly pointer: string;
  readonly name: string;
  readonly datatypeName: string;
  readonly datatype: Datatype;
  /** One or two dimensions, as the request says; not compared with the data yet. */
  readonly shape: readonly [number] | readonly [number, number];
  readonly data: readonly unknown[];
}

/** @throws ProblemError (422) when the value is no tensor of one or two dimensions */
export function readInputTensor(value: unknown, pointer: string): InputTensor {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw refused(pointer, 'wrong_shape', { wanted: 'an object {name, shape, datatype, data}', came: value });
  }
  const tensor = value as Readonly<Record<string, unknown>>;
  refuseBinaryParameters(optionalObject(tensor['parameters'], `${pointer}/parameters`), `${pointer}/parameters`);
  const { name, datatype: datatypeName, shape, data } = tensor;
  if (typeof name !== 'string') throw refused(`${pointer}/name`, 'wrong_type', { wanted: 'the name of the tensor', came: name });
  const datatype = typeof datatypeName === 'string' ? datatypes.get(datatypeName) : undefined;
  if (datatype === undefined) {
    throw refused(`${pointer}/datatype`, 'wrong_type', { wanted: `one of ${[...datatypes.keys()].join(', ')}`, came: datatypeName });
  }
  if (!isShape(shape)) throw refused(`${pointer}/shape`, 'wrong_shape', { wanted: 'one or two whole numbers ≥ 0', came: shape });
  if (!Array.isArray(data)) throw refused(`${pointer}/data`, 'wrong_type', { wanted: 'an array, flat or nested', came: data });
  return { pointer, name, datatype, datatypeName: datatypeName as string, shape, data };
}

function isShape(shape: unknown): shape is InputTensor['shape'] {
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 2) return false;
  return shape.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function refused(pointer: string, kind: ProblemKind, { wanted, came }: { wanted: string; came: unknown }) {
  return refusal([{ pointer, kind, wanted, got: got(came) }]);
}
