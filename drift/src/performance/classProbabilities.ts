import type { Probabilities } from './labelledRows.ts';

/** Rows with a probability of each class, or why there are none. */
export type ClassProbabilities = { readonly rows: Int32Array; readonly columns: readonly Float64Array[] } | { readonly missing: string };

interface Sources {
  readonly probabilities: Probabilities | undefined;
  readonly classes: readonly string[];
  /** Class index of each row's prediction. */
  readonly predicted: Int32Array;
  /** Rows to take. */
  readonly rows: Int32Array;
}

/** Of these rows those that have a probability of every class; the columns in the order of the classes, one value for each such row. */
export function classProbabilities({ probabilities, classes, predicted, rows }: Sources): ClassProbabilities {
  if (probabilities === undefined) return { missing: 'there are no probabilities' };
  if (classes.length < 2) return { missing: 'there is only one class' };
  const columns =
    probabilities.kind === 'byClass' ? byClass(probabilities.columns, classes) : ofBoth(probabilities.values, predicted, classes);
  if (typeof columns === 'string') return { missing: columns };
  const kept = rows.filter((row) => columns.every((column) => isProbability(column[row] as number)));
  if (kept.length === 0) return { missing: 'no row has a probability from 0 to 1 for every class' };
  return { rows: kept, columns: columns.map((column) => pick(column, kept)) };
}

/** The values of some rows; the column itself when those are all of them. */
export function pick(column: Float64Array, rows: Int32Array): Float64Array {
  if (rows.length === column.length) return column;
  const values = new Float64Array(rows.length);
  for (let at = 0; at < values.length; at++) values[at] = column[rows[at] as number] as number;
  return values;
}

function byClass(columns: ReadonlyMap<string, Float64Array>, classes: readonly string[]): readonly Float64Array[] | string {
  const without = classes.find((name) => !columns.has(name));
  if (without !== undefined) return `class ${JSON.stringify(without)} has no probability`;
  return classes.flatMap((name) => columns.get(name) ?? []);
}

/** Of two classes the one that was not predicted has the rest. */
function ofBoth(values: Float64Array, predicted: Int32Array, classes: readonly string[]): readonly Float64Array[] | string {
  if (classes.length > 2) return 'more than two classes need a probability each';
  return classes.map((_, index) => values.map((value, row) => (predicted[row] === index ? value : 1 - value)));
}

function isProbability(value: number): boolean {
  return value >= 0 && value <= 1;
}
