import { ownValue } from '@modelmonitor/api/plain';
import type { ModelFeature } from '@modelmonitor/models';
import type { Column, Table } from '@modelmonitor/tables';

/** Rows as a model takes them. */
export interface ModelRows {
  /** Row-major, count × features; a missing value, and a category the model does not know, is NaN. */
  readonly rows: Float64Array;
  readonly count: number;
  /** Per row: its place in the table. */
  readonly places: Int32Array;
}

export interface ModelRowsOptions {
  readonly features: readonly Pick<ModelFeature, 'name' | 'type'>[];
  /** Of the model: the values of each categorical feature, in the order of their indices. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Rows to take at most, evenly spaced, so that the same table gives the same rows. */
  readonly maxRows: number;
}

/** @throws RangeError that names a feature which the table lacks, or has with another type */
export function modelRows(table: Table, { features, categories, maxRows }: ModelRowsOptions): ModelRows {
  const count = Math.min(table.rows, maxRows);
  const places = Int32Array.from({ length: count }, (_, row) => Math.floor((row * table.rows) / count));
  const rows = new Float64Array(count * features.length);
  for (const [index, feature] of features.entries()) {
    const valueAt = cellReader(columnOf(table, feature), ownValue(categories, feature.name) ?? []);
    for (let row = 0; row < count; row++) rows[row * features.length + index] = valueAt(places[row] as number);
  }
  return { rows, count, places };
}

function columnOf({ columns }: Table, { name, type }: Pick<ModelFeature, 'name' | 'type'>): Column {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw new RangeError(`contributions need the feature ${JSON.stringify(name)}, got a table without it`);
  if (column.type === type) return column;
  throw new RangeError(`contributions need the feature ${JSON.stringify(name)} to be ${type}, got a ${column.type} column`);
}

function cellReader(column: Column, categories: readonly string[]): (place: number) => number {
  if (column.type === 'numeric') return (place) => column.values[place] ?? Number.NaN;
  const index = new Map(categories.map((category, code) => [category, code]));
  return (place) => index.get(column.values[place] ?? '') ?? Number.NaN;
}
