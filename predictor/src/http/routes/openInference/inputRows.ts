import type { Contract } from '../../../contract/contract.ts';
import { got } from '../../../contract/refusedCell.ts';
import { type RowReader, refusal } from '../../../contract/rowReader.ts';
import { ProblemError } from '../../../problem.ts';
import { outside } from './datatypes.ts';
import type { InputLayout } from './inputLayout.ts';
import type { TensorColumn } from './tensorColumn.ts';

/**
 * Reads the rows of a request into a matrix, through the reader /predict uses, so that the same values are refused with the same words.
 *
 * @returns row-major, rows × features
 * @throws ProblemError (422) whose pointers lead to the tensor's value
 */
export function inputRows({ rows: count, columns }: InputLayout, { features }: Contract, readRow: RowReader): Float64Array {
  const rows = new Float64Array(count * columns.length);
  const cells: unknown[] = new Array(columns.length);
  for (let row = 0; row < count; row++) {
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place];
      const cell = column?.datatype.cellOf(column.valueOf(row));
      if (column !== undefined && cell === outside) throw outsideDatatype(column, row, features[place]?.name);
      cells[place] = cell;
    }
    try {
      readRow(cells, { rows, row, pointer: '' });
    } catch (error) {
      throw pointingAtTensors(error, columns, row);
    }
  }
  return rows;
}

function outsideDatatype(column: TensorColumn, row: number, feature = ''): ProblemError {
  return refusal([
    { pointer: column.pointerOf(row), feature, kind: 'wrong_type', wanted: column.datatype.wanted, got: got(column.valueOf(row)) },
  ]);
}

/** The reader points at `/PLACE OF THE FEATURE`; the caller wants to know where in the tensors that is. */
function pointingAtTensors(error: unknown, columns: InputLayout['columns'], row: number): unknown {
  if (!(error instanceof ProblemError)) return error;
  const errors = error.errors.map((refused) => ({
    ...refused,
    pointer: columns[Number(refused.pointer.slice(1))]?.pointerOf(row) ?? '/inputs',
  }));
  return new ProblemError(error.kind, error.message, { cause: error, errors });
}
