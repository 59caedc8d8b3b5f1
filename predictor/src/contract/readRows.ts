import { ProblemError } from '../problem.ts';
import type { RefusedRow } from './refusedRow.ts';

/** Most rows behind a refused one that are looked at, and most of them that are kept. */
const [mostLaterRows, mostKept] = [1000, 100];

/** Some rows of a request. */
interface RowRange {
  readonly from: number;
  readonly end: number;
  /** Rows of the whole request. */
  readonly count: number;
}

/**
 * Reads rows of a request one by one. When one is refused, the request is; of the rows behind it those that are refused for unseen
 * categories only are collected too, so that drift checks see them.
 *
 * @throws ProblemError of the first row that is refused
 */
export function readRows({ from, end, count }: RowRange, readRow: (row: number) => void): void {
  for (let row = from; row < end; row++) {
    try {
      readRow(row);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 422) throw error;
      const refusedRows = [
        ...error.refusedRows,
        ...laterRefusedRows({ from: row + 1, end: Math.min(count, row + 1 + mostLaterRows) }, readRow),
      ];
      throw new ProblemError(error.kind, error.message, { cause: error, errors: error.errors, refusedRows });
    }
  }
}

function laterRefusedRows({ from, end }: { from: number; end: number }, readRow: (row: number) => void): RefusedRow[] {
  const found: RefusedRow[] = [];
  for (let row = from; row < end && found.length < mostKept; row++) {
    try {
      readRow(row);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      found.push(...error.refusedRows);
    }
  }
  return found;
}
