import type { Contract, ContractFeature } from '../../../contract/contract.ts';
import { readRows } from '../../../contract/readRows.ts';
import type { UnseenCell } from '../../../contract/refusedRow.ts';
import type { RowReader } from '../../../contract/rowReader.ts';
import { ProblemError, refusal, textOf } from '../../../problem.ts';
import { inPieces, type PieceOptions } from '../../../serving/inPieces.ts';
import { outside } from './datatypes.ts';
import type { InputLayout } from './inputLayout.ts';
import type { TensorColumn } from './tensorColumn.ts';

/** How rows are read. */
interface RowReading {
  readonly contract: Contract;
  readonly readRow: RowReader;
  /** Takes the categories that the model predicts without knowing them. */
  readonly unseen: UnseenCell[];
  readonly pieces: PieceOptions;
}

/**
 * Reads the rows of a request into a matrix, through the reader of /predict, so that the same values are refused with the same message.
 *
 * @returns row-major, rows × features
 * @throws ProblemError (422) whose pointers name the tensor's value
 */
export async function inputRows(
  { rows: count, columns }: InputLayout,
  { contract: { features }, readRow, unseen, pieces }: RowReading,
): Promise<Float64Array> {
  const rows = new Float64Array(count * columns.length);
  const cells: unknown[] = new Array(columns.length);
  const read = (row: number) => {
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place];
      const feature = features[place] as ContractFeature;
      const cell = column?.datatype.cellOf(column.valueOf(row), feature.type);
      if (column !== undefined && cell === outside) throw datatypeRefusal(column, row, feature.name);
      cells[place] = cell;
    }
    try {
      readRow(cells, { rows, row, pointer: '', unseen });
    } catch (error) {
      throw tensorError(error, columns, row);
    }
  };
  await inPieces(count, pieces, (from, end) => readRows({ from, end, count }, read));
  return rows;
}

function datatypeRefusal(column: TensorColumn, row: number, feature: string): ProblemError {
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
  return new ProblemError(error.kind, error.message, { cause: error, errors, refusedRows: error.refusedRows });
}
