import { got } from '../../../contract/refusedCell.ts';
import { refusal } from '../../../contract/rowReader.ts';
import type { Datatype } from './datatypes.ts';
import type { InputTensor } from './inputTensor.ts';

/** The values of one feature inside a tensor. */
export interface TensorColumn {
  readonly datatype: Datatype;
  /** Value of a row as the request has it. */
  readonly valueOf: (row: number) => unknown;
  /** JSON pointer of a row's value. */
  readonly pointerOf: (row: number) => string;
}

/**
 * The columns of a tensor read as rows × columns, row-major, its data flat or nested.
 *
 * @throws ProblemError (422) when the data does not have the shape
 */
export function tensorColumns({ pointer, shape, datatype, data }: InputTensor, rows: number, columns: number): TensorColumn[] {
  const nested = shape.length === 2 && Array.isArray(data[0]);
  const values = nested ? flattened(data, { pointer, rows, columns }) : data;
  if (values.length !== rows * columns) throw mismatch(pointer, { wanted: rows * columns, came: values.length });
  return Array.from({ length: columns }, (_, column) => ({
    datatype,
    valueOf: (row) => values[row * columns + column],
    pointerOf: (row) => `${pointer}/data/${nested ? `${row}/${column}` : row * columns + column}`,
  }));
}

function flattened(data: readonly unknown[], { pointer, rows, columns }: { pointer: string; rows: number; columns: number }): unknown[] {
  if (data.length !== rows) throw mismatch(pointer, { wanted: rows, came: data.length });
  data.forEach((row, index) => {
    if (Array.isArray(row) && row.length === columns) return;
    const came = Array.isArray(row) ? `${row.length}` : got(row);
    throw refusal([
      { pointer: `${pointer}/data/${index}`, kind: 'wrong_count', wanted: `an array of ${columns} values, as the shape says`, got: came },
    ]);
  });
  return data.flat();
}

function mismatch(pointer: string, { wanted, came }: { wanted: number; came: number }) {
  return refusal([{ pointer: `${pointer}/data`, kind: 'wrong_count', wanted: `${wanted} values, as the shape says`, got: `${came}` }]);
}
