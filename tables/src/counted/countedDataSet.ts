import type { PreparedColumn } from '../columns/prepareColumn.ts';
import type { ColumnLook, DataSet } from '../dataSet.ts';
import type { ReadType } from '../readType.ts';

/** A column that was counted, with its type and what a user should know of it. */
export interface CountedColumn {
  readonly name: string;
  readonly type: ReadType;
  readonly column: PreparedColumn;
  readonly notes?: readonly string[];
  /** Why the values cannot be compared. */
  readonly reason?: string;
}

/** Columns that were counted where their rows are, as a side of a comparison. */
export function countedDataSet(rows: number, columns: readonly CountedColumn[]): DataSet {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return {
    kind: 'counts',
    rows,
    columns: columns.map(({ name, column }) => ({ name, type: column.type })),
    look: (name) => {
      const found = byName.get(name);
      if (found === undefined) return undefined;
      const { type, notes, reason } = found;
      return {
        type,
        isFixed: true,
        ...(notes === undefined ? {} : { notes }),
        ...(reason === undefined ? {} : { reason }),
      } satisfies ColumnLook;
    },
    column: (name) => byName.get(name)?.column,
  };
}
