import { columnNature } from './columns/columnNature.ts';
import { type PreparedColumn, prepareColumn } from './columns/prepareColumn.ts';
import type { ReadType } from './readType.ts';
import type { Column, Table, TableShape } from './table.ts';
import type { NumberNotation } from './values/notation.ts';

/** How one side of a comparison would read a column if there were no other side. */
export interface ColumnLook {
  readonly type: ReadType;
  /** Whether its values have that type already, as those of a window and of a profile have; a file can still be read another way. */
  readonly isFixed: boolean;
  /** Another type that the values have too, as whole numbers of a profile are categories and numbers, and few whole numbers may be either. */
  readonly alsoFits?: ReadType;
  /** Whether it has no value, and so any type. */
  readonly isEmpty?: boolean;
  /** How its numbers are written, where it has some. */
  readonly notation?: NumberNotation;
  /** Why its values cannot be used, as where they fit two notations. */
  readonly reason?: string;
  /** What a user should know of how it was read, as "numbers with a decimal comma". */
  readonly notes?: readonly string[];
}

/** One side of a comparison. Files read by DuckDB, rows in memory and profiles are the same to the engine, which sees only this. */
export interface DataSet extends TableShape {
  readonly kind: 'files' | 'rows' | 'profile' | 'counts';
  /** Its rows, for checks that compare rows; absent where they are not in memory. */
  readonly table?: Table;
  /** How a column looks from this side; undefined when there is none of that name. */
  look(name: string): ColumnLook | undefined;
  /**
   * The values of a column, ready for tests; undefined when there is none of that name. Values that are fixed in another type come in
   * that type.
   */
  column(name: string, type: ReadType): PreparedColumn | undefined;
}

/** Both sides of a comparison. */
export interface DataSets {
  readonly reference: DataSet;
  readonly current: DataSet;
}

/**
 * Rows in memory, such as a captured window, as a side of a comparison.
 *
 * @param types how columns were read, by name; texts of another column are times if all of them look so
 */
export function tableDataSet(table: Table, types: Readonly<Record<string, ReadType>> = {}): DataSet {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const prepared = new Map<string, PreparedColumn>();
  const prepare = (column: Column) => {
    const known = prepared.get(column.name) ?? prepareColumn(column);
    prepared.set(column.name, known);
    return known;
  };
  const typeOf = (column: Column): ReadType => {
    if (Object.hasOwn(types, column.name)) return types[column.name] as ReadType;
    return columnNature(prepare(column)) === 'time' ? 'time' : column.type;
  };
  return {
    kind: 'rows',
    rows: table.rows,
    columns: table.columns,
    table,
    look: (name) => {
      const column = byName.get(name);
      return column === undefined ? undefined : { type: typeOf(column), isFixed: true };
    },
    column: (name) => {
      const column = byName.get(name);
      return column === undefined ? undefined : prepare(column);
    },
  };
}
