import type { Column } from '@modelmonitor/tables';

/** Weight of the mean loss against the rows of a category: rare categories say little. */
const PRIOR_ROWS = 10;

/** Makes columns of numbers a tree can split. */
export type FeatureEncoder = (features: readonly Column[], rows: Int32Array) => Float64Array[];

interface Losses {
  readonly features: readonly Column[];
  /** Rows the loss is known of, and that loss. */
  readonly rows: Int32Array;
  readonly loss: Float64Array;
}

/**
 * Encodes features for a model of the loss: a number stays, a category becomes the mean loss of its rows, drawn towards the mean of all by
 * ten rows; an unknown category is that mean, a missing value NaN.
 */
export function lossEncoder({ features, rows, loss }: Losses): FeatureEncoder {
  const mean = loss.reduce((sum, value) => sum + value, 0) / loss.length;
  const maps = features.map((column) => (column.type === 'numeric' ? null : categoryMeans(column.values, { rows, loss, mean })));
  return (columns, rows) =>
    columns.map((column, index) => {
      const values = new Float64Array(rows.length);
      const means = maps[index] ?? new Map<string, number>();
      for (let at = 0; at < values.length; at++) {
        const value = column.values[rows[at] as number];
        if (typeof value === 'number') values[at] = value;
        else values[at] = typeof value === 'string' ? (means.get(value) ?? mean) : Number.NaN;
      }
      return values;
    });
}

function categoryMeans(
  values: readonly (string | null)[],
  { rows, loss, mean }: { readonly rows: Int32Array; readonly loss: Float64Array; readonly mean: number },
): Map<string, number> {
  const sums = new Map<string, { sum: number; rows: number }>();
  for (const [at, row] of rows.entries()) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    const entry = sums.get(value) ?? { sum: 0, rows: 0 };
    entry.sum += loss[at] as number;
    entry.rows++;
    sums.set(value, entry);
  }
  return new Map(Array.from(sums, ([value, entry]) => [value, (entry.sum + PRIOR_ROWS * mean) / (entry.rows + PRIOR_ROWS)]));
}
