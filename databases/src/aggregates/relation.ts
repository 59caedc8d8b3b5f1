/** Where rows are, in the SQL of a database. Everything in it is SQL already: names are quoted, values are parameters. */
export interface Relation {
  readonly dialect: 'postgres' | 'clickhouse';
  /** What follows FROM, conditions included: `"public"."rows" where "time" >= $1`. */
  readonly from: string;
  /** Values of $1, $2, … in `from` and in expressions. */
  readonly parameters: readonly (string | number | readonly string[] | readonly number[])[];
  readonly columns: ReadonlyMap<string, RelationColumn>;
}

export interface RelationColumn {
  /** SQL of its value: a double, where NULL and NaN are missing, or a text. */
  readonly expression: string;
  readonly type: 'numeric' | 'categorical' | 'truth' | 'time';
  /** Texts that a number stands for by its index, where the expression is a number; a number without a text is the text of `others`. */
  readonly categories?: readonly string[];
  /** SQL of the text of a category that is in no list. */
  readonly others?: string;
}
