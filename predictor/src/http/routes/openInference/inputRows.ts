import type { Contract } from '../../../contract/contract.ts';
import type { RowReader } from '../../../contract/rowReader.ts';
import { ProblemError, refusal, textOf } from '../../../problem.ts';
import { outside } from './datatypes.ts';
import type { InputLayout } from './inputLayout.ts';
import type { TensorColumn } from './tensorColumn.ts';

/**
 * Reads the rows of a request into a matrix, through the reader of /predict, so that the same values are refused with the same message.
 *
 * @returns row-major, rows × features
 * @throws ProblemError (422) whose pointers name the tensor's value
 */
export function inputRows({ rows: count, columns }: InputLayout, { features }: Contract, readRow: RowReader): Float64Array {
  const rows = new Float64Array(count * columns.length);
  const cells: unknown[] = new Array(columns.length);
  for (let row = 0; row < count; row++) {
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place];
      const cell = column?.datatype.cellOf(column.valueOf(row));
      if (column !== undefined && cell === outside) throw datatypeRefusal(column, row, features[place]?.name);
      cells[place] = cell;
    }
    try {
      readRow(cells, { rows, row, pointer: '' });
    } catch (error) {
      throw tensorError(error, columns, row);
    }
  }
  return rows;
}

function datatypeRefusal(column: TensorColumn, row: number, feature = ''): ProblemError {
  return refusal([
    { pointer: column.pointerOf(row), feature, kind: 'wrong_type', expected: column.datatype.expected, got: textOf(column.valueOf(row)) },
  ]);
}

/** The reader's pointers are `/INDEX OF THE FEATURE`; these are pointers into the tensors. */
function tensorError(error: unknown, columns: InputLayout['columns'], row: number): unknown {
  if (!(error instanceof ProblemError)) return error;
  const errors = error.errors.map((refused) => ({
    ...refused,
    pointer: columns[Number(refused.pointer.slice(1))]?.pointerOf(row) ?? '/inputs',
  }));
  return new ProblemError(error.kind, error.message, { cause: error, errors });
}
