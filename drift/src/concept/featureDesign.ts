import { quantileSorted } from '@modelmonitor/stats';
import type { Column } from '@modelmonitor/tables';
import type { Design } from './normalEquations.ts';

const MOST_COLUMNS = 60;
/** Rows of the smaller side for each column: fewer would let the columns explain noise. */
const ROWS_PER_COLUMN = 10;
const MOST_CATEGORIES = 5;
/** Columns whose products are looked at: they grow with the square. */
const MOST_MULTIPLIED = 40;
/** Standard errors beyond which a product of two columns needs balancing. */
const CLEAR_IMBALANCE = 3;
/** Values beyond these quantiles count as the quantile: one wild value must not decide the scale. */
const CLIPPED_SHARE = 0.01;

/**
 * Columns that describe features to a regression, standardised over all rows.
 *
 * A number gives its value, its square and whether it is missing; a category whether it is one of the five most frequent, or missing; products of two
 * columns follow where their mean clearly differs between the sides. Where there would be more columns than the rows can bear, those stay whose means differ most: the
 * others need no balancing.
 *
 * @param features rows of the reference, then those of the current side
 * @param referenceRows how many rows come first
 */
export function featureDesign(features: readonly Column[], referenceRows: number): Design {
  const rows = features[0]?.values.length ?? 0;
  const described = features.map(describing);
  const values = standardisedAll(described.flatMap((columns) => columns.values));
  const others = standardisedAll(described.flatMap((columns) => columns.others));
  const most = Math.min(MOST_COLUMNS, Math.max(1, Math.floor(Math.min(referenceRows, rows - referenceRows) / ROWS_PER_COLUMN)));
  const single = mostUnbalanced([...values, ...others], referenceRows, most);
  return [
    ...single,
    ...mostUnbalanced(
      shiftProducts(mostUnbalanced(values, referenceRows, MOST_MULTIPLIED), referenceRows),
      referenceRows,
      most - single.length,
    ),
  ];
}

interface Described {
  readonly values: readonly Float64Array[];
  readonly others: readonly Float64Array[];
}

function describing(feature: Column): Described {
  return feature.type === 'numeric' ? describingNumbers(feature.values) : { values: describingCategories(feature.values), others: [] };
}

function describingNumbers(values: Float64Array): Described {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return { values: [], others: [] };
  const [low, high] = [quantileSorted(sorted, CLIPPED_SHARE), quantileSorted(sorted, 1 - CLIPPED_SHARE)];
  const middle = quantileSorted(sorted, 0.5);
  const clipped = standardised(values.map((value) => (Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : middle)));
  const missing = values.map((value) => (Number.isFinite(value) ? 0 : 1));
  return clipped === null
    ? { values: [missing], others: [] }
    : { values: [clipped], others: [clipped.map((value) => value * value), missing] };
}

function describingCategories(values: readonly (string | null)[]): Float64Array[] {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const top = [...counts].sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1)).slice(0, MOST_CATEGORIES);
  return top.map(([category]) => Float64Array.from(values, (value) => (value === category ? 1 : 0)));
}

/** Products whose mean differs between the sides by more than chance. */
function shiftProducts(columns: readonly Float64Array[], referenceRows: number): Float64Array[] {
  const products: Float64Array[] = [];
  for (const [i, a] of columns.entries()) {
    for (const b of columns.slice(0, i)) {
      const product = standardised(a.map((value, row) => value * (b[row] as number)));
      if (product !== null && imbalance(product, referenceRows) > CLEAR_IMBALANCE) products.push(product);
    }
  }
  return products;
}

function mostUnbalanced(columns: readonly Float64Array[], referenceRows: number, most: number): readonly Float64Array[] {
  if (columns.length <= most) return columns;
  const ranked = columns.map((column) => ({ column, difference: imbalance(column, referenceRows) }));
  ranked.sort((a, b) => b.difference - a.difference);
  return ranked.slice(0, Math.max(0, most)).map(({ column }) => column);
}

/** Difference of the sides' means of a standardised column, in standard errors. */
function imbalance(column: Float64Array, referenceRows: number): number {
  const currentRows = column.length - referenceRows;
  // The sums of both sides cancel: the column's mean is 0.
  return Math.abs(sumOf(column, 0, referenceRows)) * Math.sqrt(1 / referenceRows + 1 / currentRows);
}

function standardisedAll(columns: readonly Float64Array[]): Float64Array[] {
  return columns.map(standardised).filter((column) => column !== null);
}

/** Mean 0 and deviation 1; null for a constant column. */
function standardised(column: Float64Array): Float64Array | null {
  const mean = sumOf(column, 0, column.length) / column.length;
  const centred = column.map((value) => value - mean);
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0) / column.length);
  return deviation > 1e-9 * Math.max(1, Math.abs(mean)) ? centred.map((value) => value / deviation) : null;
}

function sumOf(column: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) sum += column[row] as number;
  return sum;
}
