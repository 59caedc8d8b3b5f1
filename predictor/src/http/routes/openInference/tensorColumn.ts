import { refusal, textOf } from '../../../problem.ts';
import type { Datatype } from './datatypes.ts';
import type { InputTensor } from './inputTensor.ts';

/** The values of one feature inside a tensor. */
export interface TensorColumn {
  readonly datatype: Datatype;
  /** Value of a row in the request. */
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
  const nested = shape.length === 2 && Array.isArray(data) && Array.isArray(data[0]);
  const values = nested ? flatten(data, { pointer, rows, columns }) : data;
  if (values.length !== rows * columns) throw countRefusal(pointer, { expected: rows * columns, received: values.length });
  return Array.from({ length: columns }, (_, column) => ({
    datatype,
    valueOf: (row) => values.at(row * columns + column),
    pointerOf: (row) => `${pointer}/data/${nested ? `${row}/${column}` : row * columns + column}`,
  }));
}

function flatten(data: readonly unknown[], { pointer, rows, columns }: { pointer: string; rows: number; columns: number }): unknown[] {
  if (data.length !== rows) throw countRefusal(pointer, { expected: rows, received: data.length });
  data.forEach((row, index) => {
    if (Array.isArray(row) && row.length === columns) return;
    const received = Array.isArray(row) ? `${row.length}` : textOf(row);
    throw refusal([
      { pointer: `${pointer}/data/${index}`, kind: 'wrong_count', expected: `an array of ${columns} values (the shape)`, got: received },
    ]);
  });
  return data.flat();
}

function countRefusal(pointer: string, { expected, received }: { expected: number; received: number }) {
  return refusal([{ pointer: `${pointer}/data`, kind: 'wrong_count', expected: `${expected} values (the shape)`, got: `${received}` }]);
}
