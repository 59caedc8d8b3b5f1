import type { ModelFeature } from '@modelmonitor/models';
import type { Column } from '@modelmonitor/tables';
import { InputError } from '../errors.ts';

/** A feature and its values as a forest takes them: numbers, a category as its index, NaN where missing or infinite. */
export interface FeatureColumn {
  readonly feature: ModelFeature;
  readonly values: Float64Array;
}

/** The most the resource takes. */
const mostCategories = 1000;

/**
 * Turns a column of a table into a feature; categories are numbered in the order of their code units.
 *
 * @throws InputError when a text column has so many different values that it is no category
 */
export function featureColumn(column: Column): FeatureColumn {
  const { name } = column;
  if (column.type === 'numeric') {
    const values = column.values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    return { feature: { name, type: 'numeric' }, values };
  }
  const categories = [...new Set(column.values.filter((value) => value !== null))].sort();
  if (categories.length > mostCategories) {
    throw new InputError(
      `a categorical feature has at most ${mostCategories} values, got ${categories.length} in ${JSON.stringify(name)}; leave it out with --exclude`,
    );
  }
  const indexOf = new Map(categories.map((category, index) => [category, index]));
  const values = Float64Array.from(column.values, (value) => (value === null ? Number.NaN : (indexOf.get(value) ?? Number.NaN)));
  return { feature: { name, type: 'categorical', values: categories }, values };
}
