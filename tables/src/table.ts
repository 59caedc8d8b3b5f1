/** A column of a table: numbers (NaN = missing) or categories (null = missing). */
export type Column = NumericColumn | CategoricalColumn;

export interface NumericColumn {
  readonly name: string;
  readonly type: 'numeric';
  readonly values: Float64Array;
}

export interface CategoricalColumn {
  readonly name: string;
  readonly type: 'categorical';
  readonly values: readonly (string | null)[];
}

/** Columns of equal length. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** What is known of a table whose rows are not at hand, as from a profile. A `Table` is one too. */
export interface TableShape {
  readonly rows: number;
  readonly columns: readonly Pick<Column, 'name' | 'type'>[];
}
