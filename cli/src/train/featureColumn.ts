import type { ModelFeature } from '@modelmonitor/models';
import type { Column } from '@modelmonitor/tables';
import { InputError } from '../errors.ts';

/** A feature and its values as input of a forest: numbers, the index of a category, NaN for missing or infinite values. */
export interface FeatureColumn {
  readonly feature: ModelFeature;
  readonly values: Float64Array;
}

/** Limit of the resource. */
const mostCategories = 1000;

/**
 * Converts a column of a table to a feature; categories are numbered in the order of their code units.
 *
 * @throws InputError if a text column has too many distinct values for a category
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
      `expected at most ${mostCategories} values of a categorical feature, got ${categories.length} in ${JSON.stringify(name)}; exclude it with --exclude`,
    );
  }
  const indexOf = new Map(categories.map((category, index) => [category, index]));
  const values = Float64Array.from(column.values, (value) => (value === null ? Number.NaN : (indexOf.get(value) ?? Number.NaN)));
  return { feature: { name, type: 'categorical', values: categories }, values };
}
