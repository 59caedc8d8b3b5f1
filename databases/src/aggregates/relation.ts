/** Where rows are, in the SQL of a database. Everything in it is SQL already: names are quoted, values are parameters. */
export interface Relation {
  /** What follows FROM, conditions included: `"public"."rows" where "time" >= $1`. */
  readonly from: string;
  /** Values of $1, $2, … in `from` and in expressions. */
  readonly parameters: readonly unknown[];
  readonly columns: ReadonlyMap<string, RelationColumn>;
}

export interface RelationColumn {
  /** SQL of its value: a double (NULL and NaN are missing), or a text. */
  readonly expression: string;
  readonly type: 'numeric' | 'categorical' | 'truth' | 'time';
  /** Texts that a number stands for by its index, where the value is a number. */
  readonly categories?: readonly string[];
  /** SQL of the text of a category that is in no list; NULL for the others. */
  readonly others?: string;
}
