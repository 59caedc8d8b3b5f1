import type { Contract, ContractFeature } from '../../../contract/contract.ts';
import { type ProblemKind, refusal, textOf } from '../../../problem.ts';
import type { InputTensor } from './inputTensor.ts';
import { type TensorColumn, tensorColumns } from './tensorColumn.ts';

/** Where the value of each feature is; a feature without a column is missing from every row. */
export interface InputLayout {
  readonly rows: number;
  readonly columns: readonly (TensorColumn | undefined)[];
}

/**
 * Finds the features in the tensors of a request. Two layouts are accepted: one tensor [n, features] (or [features] for one row) of any
 * name; or one tensor [n] or [n, 1] per feature, named after it, in any order.
 *
 * @param mostRows rows one request may have
 * @throws ProblemError (422) that names the tensor, the expected and the received value
 */
export function inputLayout(inputs: readonly InputTensor[], { features }: Contract, mostRows: number): InputLayout {
  const [first] = inputs;
  if (first === undefined) throw layoutRefusal('/inputs', 'wrong_count', { expected: 'one tensor, or one per feature', received: '0' });
  const known = features.some(({ name }) => name === first.name);
  if (inputs.length === 1 && (!known || isMatrixOf(first, features.length))) return matrixLayout(first, features, mostRows);
  return featureLayout(inputs, features, mostRows);
}

function isMatrixOf({ shape }: InputTensor, columns: number): boolean {
  return columns > 1 && shape[1] === columns;
}

function matrixLayout(tensor: InputTensor, features: readonly ContractFeature[], mostRows: number): InputLayout {
  const { pointer, shape, name } = tensor;
  const width = features.length;
  if (shape.at(-1) !== width) {
    const names = features.map((feature) => feature.name).join(', ');
    const shown = names.length > 200 ? `${names.slice(0, 199)}…` : names;
    throw layoutRefusal(`${pointer}/shape`, 'wrong_count', {
      expected: `the shape [n, ${width}], or one tensor per feature (${shown})`,
      received: `[${shape.join(', ')}] in the tensor ${textOf(name)}`,
    });
  }
  const rows = rowCount(tensor, shape.length === 1 ? 1 : shape[0], mostRows);
  return { rows, columns: tensorColumns(tensor, rows, width) };
}

function featureLayout(inputs: readonly InputTensor[], features: readonly ContractFeature[], mostRows: number): InputLayout {
  const placeOf = new Map(features.map(({ name }, place) => [name, place]));
  const columns: (TensorColumn | undefined)[] = features.map(() => undefined);
  const rows = rowCount(inputs[0] as InputTensor, (inputs[0] as InputTensor).shape[0], mostRows);
  for (const tensor of inputs) {
    const { pointer, name, shape } = tensor;
    const place = placeOf.get(name);
    if (place === undefined) {
      throw layoutRefusal(`${pointer}/name`, 'unknown_feature', {
        expected: 'the name of a feature, or a single tensor for all',
        received: textOf(name),
      });
    }
    if (columns[place] !== undefined)
      throw layoutRefusal(`${pointer}/name`, 'wrong_shape', { expected: 'one tensor per feature', received: `${textOf(name)} twice` });
    if (shape[0] !== rows || (shape[1] ?? 1) !== 1) {
      throw layoutRefusal(`${pointer}/shape`, 'wrong_shape', { expected: `[${rows}] or [${rows}, 1]`, received: `[${shape.join(', ')}]` });
    }
    columns[place] = tensorColumns(tensor, rows, 1)[0];
  }
  return { rows, columns };
}

function rowCount({ pointer }: InputTensor, rows: number, mostRows: number): number {
  if (rows >= 1 && rows <= mostRows) return rows;
  throw layoutRefusal(`${pointer}/shape`, 'wrong_count', { expected: `1 to ${mostRows} rows`, received: `${rows}` });
}

function layoutRefusal(pointer: string, kind: ProblemKind, { expected, received }: { expected: string; received: string }) {
  return refusal([{ pointer, kind, expected, got: received }]);
}
