import type { Model, ModelContract } from '@modelmonitor/models';
import { permutationImportance, regressionScores } from '@modelmonitor/stats';
import type { Column } from '@modelmonitor/tables';
import type { ModelRows } from './modelRows.ts';

const REPEATS = 5;
// The same shuffles in every run, so that two runs differ by their rows only.
const SEED = 20_240_501;

/** A side of a check whose labels are known, as far as they are. */
export interface LabelledRows {
  readonly rows: ModelRows;
  /** Of the whole table; undefined where it has none. */
  readonly labels: Column | undefined;
}

/**
 * Importance of each feature: the accuracy (of a regression, the R²) that is lost when the feature is permuted, mean of five times.
 *
 * @returns one number for each feature; null where fewer than two rows are labelled, or the score has no meaning for them
 */
export async function importanceByPermutation(
  model: Pick<Model, 'predict'>,
  { classes }: Pick<ModelContract, 'classes'>,
  { rows, labels }: LabelledRows,
): Promise<Float64Array | null> {
  const { kept, target } = labelledRows(rows, labels, classes);
  if (kept.length < 2) return null;
  const width = rows.rows.length / rows.count;
  const { importances } = await permutationImportance({
    predict: async (columns) => (await model.predict(rowMajor(columns, kept.length), kept.length)).values,
    columns: Array.from({ length: width }, (_, feature) => Float64Array.from(kept, (row) => rows.rows[row * width + feature] as number)),
    target,
    score: classes.length > 0 ? accuracy : (actual, predicted) => regressionScores(actual, predicted).rSquared,
    repeats: REPEATS,
    seed: SEED,
  });
  const means = Float64Array.from(importances, ({ mean }) => mean);
  return means.every(Number.isFinite) ? means : null;
}

function labelledRows({ places }: ModelRows, labels: Column | undefined, classes: readonly string[]) {
  const [kept, target]: [number[], number[]] = [[], []];
  for (const [row, place] of places.entries()) {
    const label = labelAt(labels, place, classes);
    if (!Number.isFinite(label)) continue;
    kept.push(row);
    target.push(label);
  }
  return { kept, target };
}

/** Class index or value; NaN where the label is missing or names no class. */
function labelAt(labels: Column | undefined, place: number, classes: readonly string[]): number {
  const label = labels?.values[place];
  if (label === undefined || label === null) return Number.NaN;
  if (classes.length === 0) return Number(label);
  const index = classes.indexOf(String(label));
  return index < 0 ? Number.NaN : index;
}

function rowMajor(columns: readonly ArrayLike<number>[], count: number): Float64Array {
  const rows = new Float64Array(columns.length * count);
  for (const [feature, column] of columns.entries()) {
    for (let row = 0; row < count; row++) rows[row * columns.length + feature] = column[row] as number;
  }
  return rows;
}

function accuracy(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return Array.from(actual).filter((label, row) => label === predicted[row]).length / actual.length;
}
