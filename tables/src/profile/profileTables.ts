import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import type { CategoricalColumn, Column, NumericColumn, Table } from '../table.ts';

/** A table of some columns, for tests. */
export function tableOf(...columns: Column[]): Table {
  return { rows: columns[0]?.values.length ?? 0, columns };
}

/** A numeric column, for tests. */
export function numbers(name: string, values: Iterable<number>): NumericColumn {
  return { name, type: 'numeric', values: Float64Array.from(values) };
}

/** A categorical column, for tests. */
export function categories(name: string, values: readonly (string | null)[]): CategoricalColumn {
  return { name, type: 'categorical', values };
}

/** Continuous columns of several shapes, the same for the same seed, for tests. */
export function continuousColumns(rows: number, seed: number): NumericColumn[] {
  const random = randomFromSeed(seed);
  const normal = normalFrom(random);
  const shapes: Record<string, () => number> = {
    normal,
    uniform: random,
    lognormal: () => Math.exp(normal()),
    times: () => 1.7e9 + 1e6 * random(),
    peaks: () => (random() < 0.3 ? 40 : -3) + normal(),
  };
  return Object.entries(shapes).map(([name, draw]) => numbers(name, Float64Array.from({ length: rows }, draw)));
}
