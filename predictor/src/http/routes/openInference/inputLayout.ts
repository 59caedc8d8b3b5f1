import type { Contract, ContractFeature } from '../../../contract/contract.ts';
import { got } from '../../../contract/refusedCell.ts';
import { refusal } from '../../../contract/rowReader.ts';
import type { ProblemKind } from '../../../problem.ts';
import type { InputTensor } from './inputTensor.ts';
import { type TensorColumn, tensorColumns } from './tensorColumn.ts';

/** Where the value of each feature is; a feature without a column is missing in every row. */
export interface InputLayout {
  readonly rows: number;
  readonly columns: readonly (TensorColumn | undefined)[];
}

/**
 * Finds the features in the tensors of a request. Two layouts are understood: one tensor [n, features] (or [features] for one row) of any
 * name, when every feature is numeric; or one tensor [n] or [n, 1] per feature, named after it, in any order.
 *
 * @param mostRows rows one request may have
 * @throws ProblemError (422) that names the tensor, what was wanted and what came
 */
export function inputLayout(inputs: readonly InputTensor[], { features }: Contract, mostRows: number): InputLayout {
  const [first] = inputs;
  if (first === undefined) throw refused('/inputs', 'wrong_count', { wanted: 'one tensor, or one per feature', came: '0' });
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
    throw refused(`${pointer}/shape`, 'wrong_count', {
      wanted: `the shape [n, ${width}], or one tensor per feature (${shown})`,
      came: `[${shape.join(', ')}] in the tensor ${got(name)}`,
    });
  }
  const categorical = features.find(({ type }) => type === 'categorical');
  if (categorical !== undefined) {
    throw refused(pointer, 'wrong_shape', {
      wanted: `one tensor per feature, as ${categorical.name} is categorical`,
      came: 'one tensor for all',
    });
  }
  checkDatatype(tensor, features[0] as ContractFeature);
  const rows = checkedRows(tensor, shape.length === 1 ? 1 : shape[0], mostRows);
  return { rows, columns: tensorColumns(tensor, rows, width) };
}

function featureLayout(inputs: readonly InputTensor[], features: readonly ContractFeature[], mostRows: number): InputLayout {
  const placeOf = new Map(features.map(({ name }, place) => [name, place]));
  const columns: (TensorColumn | undefined)[] = features.map(() => undefined);
  const rows = checkedRows(inputs[0] as InputTensor, (inputs[0] as InputTensor).shape[0], mostRows);
  for (const tensor of inputs) {
    const { pointer, name, shape } = tensor;
    const place = placeOf.get(name);
    if (place === undefined) {
      throw refused(`${pointer}/name`, 'unknown_feature', { wanted: 'the name of a feature, or a single tensor for all', came: got(name) });
    }
    if (columns[place] !== undefined)
      throw refused(`${pointer}/name`, 'wrong_shape', { wanted: 'one tensor per feature', came: `${got(name)} twice` });
    if (shape[0] !== rows || (shape[1] ?? 1) !== 1) {
      throw refused(`${pointer}/shape`, 'wrong_shape', { wanted: `[${rows}] or [${rows}, 1]`, came: `[${shape.join(', ')}]` });
    }
    checkDatatype(tensor, features[place] as ContractFeature);
    columns[place] = tensorColumns(tensor, rows, 1)[0];
  }
  return { rows, columns };
}

function checkDatatype({ pointer, datatype, datatypeName }: InputTensor, { name, type }: ContractFeature): void {
  if (datatype.numeric === (type === 'numeric')) return;
  const wanted = type === 'numeric' ? `a numeric datatype, as ${name} is numeric` : `BYTES, as ${name} is categorical`;
  throw refused(`${pointer}/datatype`, 'wrong_type', { wanted, came: datatypeName });
}

function checkedRows({ pointer }: InputTensor, rows: number, mostRows: number): number {
  if (rows >= 1 && rows <= mostRows) return rows;
  throw refused(`${pointer}/shape`, 'wrong_count', { wanted: `1 to ${mostRows} rows`, came: `${rows}` });
}

function refused(pointer: string, kind: ProblemKind, { wanted, came }: { wanted: string; came: string }) {
  return refusal([{ pointer, kind, wanted, got: came }]);
}
